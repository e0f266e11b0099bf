/** Thrown for what the person at the stage can do something about; the message is all they need. */
export class StageError extends Error {
  override readonly name: string = 'StageError';
}
