import type { Column } from './columns.ts';
import type { Header } from './header.ts';
import type { ProblemList } from './row-problem.ts';

const plainAscii = /^[ -~]*$/;
const control = /\p{Cc}/u;

/** Well-formed, composed and without space around: how all text of a file is kept. */
const normaliseText = (text: string): string =>
  plainAscii.test(text) ? text.trim() : text.normalize('NFC').trim();

const isLongerThan = (text: string, limit: number): boolean =>
  text.length > limit && [...text].length > limit;

/** One row's cells by column. What is wrong with one is reported and then reads as empty. */
export class RowCells {
  readonly line: number;
  readonly #header: Header;
  readonly #cells: readonly string[];
  readonly #problems: ProblemList;

  constructor(header: Header, cells: readonly string[], line: number, problems: ProblemList) {
    this.#header = header;
    this.#cells = cells;
    this.line = line;
    this.#problems = problems;
  }

  raw(column: Column): string {
    const index = this.#header.indexOf(column);
    return (index === undefined ? undefined : this.#cells[index]) ?? '';
  }

  isFilled(column: Column): boolean {
    return this.raw(column).trim() !== '';
  }

  /** Text of at most `limit` characters, in the way both databases count them. */
  text(column: Column, limit: number): string {
    const text = normaliseText(this.raw(column));
    if (control.test(text))
      return this.fail(column, 'holds a control character such as a line break', '');
    if (isLongerThan(text, limit))
      return this.fail(column, `has more than ${limit} characters`, '');
    return text;
  }

  fail<T>(column: Column, reason: string, instead: T): T {
    this.#problems.add(this.line, this.#header.nameOf(column), reason);
    return instead;
  }
}
