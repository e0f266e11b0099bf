import * as z from 'zod';
import { Failure } from './failure.ts';

/**
 * @throws Failure EVENT_INVALID naming every field that is wrong.
 */
export const parseEvent = <S extends z.ZodType>(schema: S, event: unknown): z.output<S> => {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new Failure(
    'EVENT_INVALID',
    `The event is not usable: ${z.prettifyError(parsed.error).replaceAll('\n', ' ')}`,
    "The function's README shows the events that it takes.",
  );
};
