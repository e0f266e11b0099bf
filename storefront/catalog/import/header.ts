import { type Column, columnNames, findColumn } from './columns.ts';
import type { ProblemList } from './row-problem.ts';

/** Where each known column is, and how the file writes it. */
export type Header = {
  readonly size: number;
  readonly names: readonly string[];
  readonly indexOf: (column: Column) => number | undefined;
  readonly nameOf: (column: Column) => string;
};

const required = ['handle', 'title', 'price'] as const satisfies readonly Column[];

const explainMissing = (column: (typeof required)[number]): string =>
  `this column is missing: the header needs ${columnNames[column]
    .map((name) => `“${name}”`)
    .join(' or ')}`;

/** Reads the first row of a file. Columns that are not known are passed over. */
export const readHeader = (
  cells: readonly string[],
  line: number,
  problems: ProblemList,
): Header => {
  const names = cells.map((cell) => cell.normalize('NFC').trim());
  const indexes = new Map<Column, number>();
  names.forEach((name, index) => {
    const column = findColumn(name);
    if (!column) return;
    const earlier = indexes.get(column);
    if (earlier === undefined) indexes.set(column, index);
    else problems.add(line, name, `this column is given twice, also as “${names[earlier]}”`);
  });
  const [only, ...others] = cells;
  if (others.length === 0 && /[;\t]/.test(only ?? '')) {
    problems.add(line, '', 'the cells of a row must be separated by commas');
  } else {
    for (const column of required.filter((name) => !indexes.has(name))) {
      problems.add(line, columnNames[column][0], explainMissing(column));
    }
  }
  return {
    size: names.length,
    names,
    indexOf: (column) => indexes.get(column),
    nameOf: (column) => names[indexes.get(column) ?? -1] ?? columnNames[column][0],
  };
};
