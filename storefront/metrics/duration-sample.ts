/** How much of a busy minute is kept to tell its percentiles from. */
const maxSamples = 5_000;

/** Durations in milliseconds: all of them, or of very many a fair choice. */
export class DurationSample {
  readonly #random: () => number;
  readonly #durationsMs: number[] = [];
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  /** Every duration is as likely to be kept as any other, however many there are. */
  add(durationMs: number): void {
    this.#count += 1;
    if (this.#durationsMs.length < maxSamples) {
      this.#durationsMs.push(durationMs);
      return;
    }
    const index = Math.floor(this.#random() * this.#count);
    if (index < maxSamples) this.#durationsMs[index] = durationMs;
  }

  toAscending(): readonly number[] {
    return this.#durationsMs.toSorted((one, other) => one - other);
  }
}
