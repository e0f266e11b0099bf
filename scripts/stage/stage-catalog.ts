import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { startLeashed } from '../../tests/support/leashed-process.ts';
import { root } from '../setup/run-checks.ts';

const stockColumn = 'Variant Inventory Qty';
const plenty = '100000';
const scarceEvery = 12;

/** The demo catalog with more in stock than shoppers buy, but for every twelfth variant. */
export const stockUp = (csv: string): string => {
  const rows: Record<string, string>[] = parse(csv, { columns: true, bom: true });
  let variants = 0;
  const stocked = rows.map((row) => {
    if (!Number(row[stockColumn])) return row;
    variants += 1;
    return variants % scarceEvery === 0 ? row : { ...row, [stockColumn]: plenty };
  });
  return stringify(stocked, { header: true });
};

/** Imports the catalog as a person would, by the catalog command. @throws with what it wrote */
export const importCatalog = async (
  folder: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> => {
  const demo = join(root, 'storefront/demo');
  const file = join(folder, 'catalog/catalog.csv');
  mkdirSync(dirname(file));
  cpSync(join(demo, 'media'), join(folder, 'catalog/media'), { recursive: true });
  writeFileSync(file, stockUp(readFileSync(join(demo, 'catalog.csv'), 'utf8')));
  const command = startLeashed(
    [process.execPath, join(root, 'scripts/catalog.ts'), 'import', file],
    {
      env: {
        ...env,
        NODE_NO_WARNINGS: '1',
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
      },
    },
  );
  const code = await command.exit;
  if (code !== 0) throw new Error(`the catalog was not imported:\n${command.output()}`);
};
