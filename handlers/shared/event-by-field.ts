import * as z from 'zod';

/**
 * Schema of events of two kinds, one of which has a field that the other has not. Each event is
 * checked against the one kind that it means to be, so that the message fits.
 */
export const eventByField = <A extends z.ZodType, B extends z.ZodType>(
  field: string,
  having: A,
  others: B,
) =>
  z.unknown().transform((event, context): z.output<A> | z.output<B> => {
    const hasField = typeof event === 'object' && event !== null && field in event;
    const parsed = (hasField ? having : others).safeParse(event);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: 'custom', path, message });
    }
    return z.NEVER;
  });
