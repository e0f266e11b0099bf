import { parseArgs } from 'node:util';

export const usage = `usage: npm run catalog -- import FILE.csv [--dry-run] [--json] [--keep-stock] [--fetch-images]
       npm run catalog -- export FILE.csv [--json]

Reads and writes Shopify's product CSV. The database and the pictures' folder come from the
environment: DATABASE_URL, MEDIA_DIR, STORE_CURRENCY, PUBLIC_ORIGIN.

import   Brings the file's products into the shop: all of them or, when a row is wrong, none.
         Products that the file does not name stay. Pictures named by a path are copied from
         below the file's folder; those with an http address stay there.
  --dry-run       only says what would happen
  --keep-stock    leaves the stock of variants that exist as it is
  --fetch-images  copies pictures from their http addresses

export   Writes the whole catalog, drafts too. FILE - is the standard output. Cells that begin
         with = + - or @ are written as they are: open the file in a spreadsheet only if you
         trust whoever wrote the products.

  --json   one JSON document on standard output, in place of text
  --help   this text

Exit code: 0 done, 1 refused and nothing changed, 2 wrong use.`;

export type CatalogCommand =
  | { readonly name: 'help' }
  | {
      readonly name: 'import';
      readonly file: string;
      readonly json: boolean;
      readonly dryRun: boolean;
      readonly keepStock: boolean;
      readonly fetchImages: boolean;
    }
  | { readonly name: 'export'; readonly file: string; readonly json: boolean };

/** Thrown for arguments that are not those of {@link usage}. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const flag = { type: 'boolean', default: false } as const;

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        'dry-run': flag,
        'fetch-images': flag,
        'keep-stock': flag,
        help: { ...flag, short: 'h' },
        json: flag,
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
};

export const parseCommand = (args: readonly string[]): CatalogCommand => {
  const { values, positionals } = parse(args);
  const [name, file, ...more] = positionals;
  if (values.help) return { name: 'help' };
  if (name !== 'import' && name !== 'export') {
    throw new UsageError(name ? `there is no command ${name}` : 'a command is missing');
  }
  if (!file) throw new UsageError(`${name} needs a FILE`);
  if (more.length > 0) throw new UsageError(`one FILE at a time: ${more[0]} is too many`);
  const { json } = values;
  const dryRun = values['dry-run'];
  const keepStock = values['keep-stock'];
  const fetchImages = values['fetch-images'];
  if (name === 'import') return { name, file, json, dryRun, keepStock, fetchImages };
  if (dryRun || keepStock || fetchImages) throw new UsageError('export takes --json only');
  if (json && file === '-') throw new UsageError('--json and FILE - both want the standard output');
  return { name, file, json };
};
