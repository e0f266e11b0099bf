/** Thrown for what the person at the terminal can do something about; the message is all they need. */
export class OpsError extends Error {
  override readonly name: string = 'OpsError';
}

/** Thrown for what was asked in a way that cannot be understood. */
export class UsageError extends OpsError {
  override readonly name = 'UsageError';
}
