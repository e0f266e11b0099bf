import type * as z from 'zod';
import { Failure } from './failure.ts';

/**
 * Checks a function's environment variables; an empty one counts as absent.
 * @throws Failure CONFIG_INVALID naming every one that is wrong, without its value.
 */
export const readEnvironment = <S extends z.ZodObject>(
  schema: S,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.output<S>> => {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  const problems = parsed.error.issues.map(
    ({ path, message }) => `${path.join('.') || 'environment'}: ${message}`,
  );
  throw new Failure(
    'CONFIG_INVALID',
    `The function's environment is not usable: ${problems.join('; ')}`,
    "Correct the function's environment in serverless.yml and deploy again.",
  );
};
