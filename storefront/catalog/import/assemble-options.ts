import type { Column } from './columns.ts';
import type { StoredRow, VariantFields } from './stored-row.ts';

export type Report = (line: number, column: Column, reason: string) => void;

export type VariantRow = StoredRow & { readonly variant: VariantFields };

const nameColumns = ['option1Name', 'option2Name', 'option3Name'] as const;
const valueColumns = ['option1Value', 'option2Value', 'option3Value'] as const;

/** A product without options: Shopify writes its one variant as Title, Default Title. */
const isWithoutOptions = (names: readonly string[], variants: readonly VariantRow[]): boolean => {
  if (variants.length !== 1) return false;
  const [value1, ...others] = variants[0]?.variant.options ?? [];
  if (others.some(Boolean)) return false;
  return value1 === '' || (names.join('\n') === 'Title\n\n' && value1 === 'Default Title');
};

const checkNames = (rows: readonly StoredRow[], report: Report): void => {
  const [first] = rows;
  if (!first) return;
  const names = first.optionNames;
  names.forEach((name, index) => {
    const column = nameColumns[index] ?? 'option1Name';
    if (name === '') return;
    if (names[index - 1] === '')
      report(first.line, column, `“${name}” stands behind an option without a name`);
    if (names.indexOf(name) < index) report(first.line, column, `“${name}” is given twice`);
  });
  for (const row of rows.slice(1)) {
    row.optionNames.forEach((name, index) => {
      if (name === '' || name === names[index]) return;
      report(
        row.line,
        nameColumns[index] ?? 'option1Name',
        `“${name}” differs from line ${first.line}`,
      );
    });
  }
};

const checkValues = (
  names: readonly string[],
  firstLine: number,
  { line, variant }: VariantRow,
  report: Report,
): void => {
  variant.options.forEach((value, index) => {
    const column = valueColumns[index] ?? 'option1Value';
    const name = names[index] ?? '';
    if (value !== '' && name === '') {
      report(
        line,
        column,
        `“${value}” has no option name: the product names none on line ${firstLine}`,
      );
    }
    if (value === '' && name !== '')
      report(line, column, `is empty: the product has the option “${name}”`);
  });
};

const checkRepeats = (variants: readonly VariantRow[], report: Report): void => {
  const lines = new Map<string, number>();
  for (const { line, variant } of variants) {
    const key = JSON.stringify(variant.options);
    const earlier = lines.get(key);
    const shown = variant.options.filter(Boolean).join(' / ') || 'without options';
    if (earlier === undefined) lines.set(key, line);
    else report(line, 'option1Value', `the variant ${shown} is already on line ${earlier}`);
  }
};

/** The option names of a product whose variants all fit them; none for a product without options. */
export const assembleOptions = (
  rows: readonly StoredRow[],
  variants: readonly VariantRow[],
  report: Report,
): readonly string[] => {
  const names = rows[0]?.optionNames ?? [];
  checkNames(rows, report);
  if (isWithoutOptions(names, variants)) return [];
  for (const row of variants) checkValues(names, rows[0]?.line ?? 0, row, report);
  checkRepeats(variants, report);
  return names.filter((name) => name !== '');
};
