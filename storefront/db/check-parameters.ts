const isText = (value: string): boolean => value.isWellFormed() && !value.includes('\0');

const isStorable = (value: unknown): boolean =>
  value === null || Number.isSafeInteger(value) || (typeof value === 'string' && isText(value));

/**
 * Lets through what both databases store as it is: null, whole numbers and text. MySQL would round
 * a fraction, take undefined for null and write an object as SQL; SQLite ends a text at a NUL.
 * @throws TypeError without the value, which may be a secret.
 */
export const checkParameters = (parameters: readonly unknown[]): void => {
  const position = parameters.findIndex((value) => !isStorable(value));
  if (position === -1) return;
  const value = parameters[position];
  const kind = value instanceof Date ? 'date' : typeof value;
  throw new TypeError(
    `parameter ${position + 1} is a ${kind} that the databases would not store alike`,
  );
};
