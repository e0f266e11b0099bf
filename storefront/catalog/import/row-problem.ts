/** What is wrong with a file, where: `line` is the physical line at which the row starts. */
export type RowProblem = {
  readonly line: number;
  /** The header as the file writes it; empty when it concerns no one column. */
  readonly column: string;
  readonly reason: string;
};

const maxKept = 10_000;

/** Collects problems. The first ten thousand are kept, all are counted. */
export class ProblemList {
  readonly #kept: RowProblem[] = [];
  count = 0;

  add(line: number, column: string, reason: string): void {
    this.count += 1;
    if (this.#kept.length < maxKept) this.#kept.push({ line, column, reason });
  }

  /** In the order of the lines. */
  sorted(): readonly RowProblem[] {
    return this.#kept.toSorted((a, b) => a.line - b.line);
  }
}
