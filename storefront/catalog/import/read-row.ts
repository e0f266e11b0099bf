import { readAmount, readGrams, readImagePosition, readQuantity } from './read-numbers.ts';
import { type ReservedCategory, readCategory, readProductFields } from './read-product-fields.ts';
import type { RowCells } from './row-cells.ts';
import type { ImageFields, StoredRow, VariantFields } from './stored-row.ts';

const maxHandle = 191;
const optionValues = ['option1Value', 'option2Value', 'option3Value'] as const;
const optionNames = ['option1Name', 'option2Name', 'option3Name'] as const;
/** A cell of these belongs to a variant, so that its row is one. */
const variantColumns = [
  ...optionValues,
  'price',
  'sku',
  'quantity',
  'compareAt',
  'barcode',
] as const;

/** The product a row belongs to; undefined, and reported, when it names none. */
export const readHandle = (cells: RowCells): string | undefined => {
  const given = cells.text('handle', maxHandle);
  // Lower case can be longer and decomposed: İ becomes two characters.
  const handle = given.toLowerCase().normalize('NFC');
  if (given === '') {
    return cells.isFilled('handle') ? undefined : cells.fail('handle', 'is empty', undefined);
  }
  if (/^[\p{L}\p{N}_-]+$/u.test(handle)) return handle;
  return cells.fail('handle', `“${given}” has more than letters, digits, - and _`, undefined);
};

const readVariant = (cells: RowCells, currency: string): VariantFields | null => {
  if (!variantColumns.some((column) => cells.isFilled(column))) return null;
  if (!cells.isFilled('price')) cells.fail('price', 'is empty: every variant has a price', null);
  const [option1, option2, option3] = optionValues;
  return {
    options: [cells.text(option1, 120), cells.text(option2, 120), cells.text(option3, 120)],
    sku: cells.text('sku', 120) || null,
    priceMinor: readAmount(cells, 'price', currency) ?? 0,
    compareAtMinor: readAmount(cells, 'compareAt', currency),
    stock: readQuantity(cells),
    weightGrams: readGrams(cells),
    barcode: cells.text('barcode', 60),
    imageSource: cells.text('variantImage', 1000),
  };
};

const readImage = (cells: RowCells): ImageFields | null =>
  cells.isFilled('imageSource')
    ? {
        source: cells.text('imageSource', 1000),
        position: readImagePosition(cells),
        alt: cells.text('imageAlt', 500),
      }
    : null;

export type RowOptions = {
  readonly currency: string;
  readonly reserved: ReservedCategory;
  /** Whether it is the first row of its handle, which speaks for the whole product. */
  readonly isFirst: boolean;
};

/** Reads a row whose handle is known, each cell by itself. */
export const readRow = (
  cells: RowCells,
  { currency, reserved, isFirst }: RowOptions,
): StoredRow => {
  const [name1, name2, name3] = optionNames;
  const title = cells.text('title', 255);
  if (isFirst && !cells.isFilled('title')) {
    cells.fail('title', 'is empty: the first row of a product gives its title', null);
  }
  return {
    line: cells.line,
    product: isFirst ? readProductFields(cells, reserved) : null,
    title,
    optionNames: [cells.text(name1, 60), cells.text(name2, 60), cells.text(name3, 60)],
    collection: readCategory(cells, 'collection', reserved),
    variant: readVariant(cells, currency),
    image: readImage(cells),
  };
};
