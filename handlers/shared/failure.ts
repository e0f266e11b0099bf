import { types } from 'node:util';

/** An expected failure: a stable code for machines, a message and what to do for people. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly code: string;
  readonly advice: string;

  constructor(code: string, message: string, advice: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.advice = advice;
  }
}

/**
 * An error as its invoker sees it: Lambda answers with the name and the message of an error only, so
 * a failure has its code for a name, and its advice at the end of its message.
 */
export const forInvoker = <E>(error: E): E | Error => {
  if (!(error instanceof Failure)) return error;
  const { code, message, advice, cause, stack = '' } = error;
  return Object.assign(new Error(`${message}. ${advice}`, { cause }), { name: code, code, stack });
};

/** Takes out what must not be shown, such as passwords that were read on the way. */
export type Hide = (text: string) => string;

const codeOf = (error: Error): string | undefined => {
  if (!('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
};

/**
 * An error as the log may have it. Other properties stay out: the database's errors carry the whole
 * statement, which holds a password when a user is made.
 */
export const describeError = (error: unknown, hide: Hide, depth = 0): Record<string, unknown> => {
  if (!types.isNativeError(error)) return { message: hide(String(error)) };
  return {
    name: error.name,
    code: codeOf(error),
    message: hide(error.message),
    stack: hide(error.stack ?? ''),
    ...(error.cause !== undefined && depth < 3
      ? { cause: describeError(error.cause, hide, depth + 1) }
      : {}),
  };
};
