/** The code of a system's or library's error, such as ENOENT, whichever realm its class is of. */
export const errorCodeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;
