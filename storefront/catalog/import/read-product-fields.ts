import { toHandle } from '../text.ts';
import { cleanDescription } from './clean-description.ts';
import type { Column } from './columns.ts';
import type { RowCells } from './row-cells.ts';
import type { ProductFields } from './stored-row.ts';

/** Names no file may give a category: those of the root, which holds every product anyway. */
export type ReservedCategory = { readonly handle: string; readonly name: string };

const maxDescription = 60_000;
const maxKeywords = 1000;
// Whatever controls a terminal or a parser, tab and line feed aside.
const unprintable = /[^\P{Cc}\t\n]/u;

const readDescription = (cells: RowCells): string => {
  const raw = cells.raw('description');
  const tooLong = `has more than ${maxDescription} characters`;
  if (raw.length > maxDescription) return cells.fail('description', tooLong, '');
  const clean = cleanDescription(raw);
  if (clean.length > maxDescription) return cells.fail('description', tooLong, '');
  if (unprintable.test(clean)) return cells.fail('description', 'holds a control character', '');
  return clean;
};

/** A brand's or category's name; empty where there is none. */
const readName = (cells: RowCells, column: Column): string => {
  const name = cells.text(column, 120);
  if (name === '' || toHandle(name) !== '') return name;
  return cells.fail(column, `“${name}” has no letter and no digit`, '');
};

export const readCategory = (
  cells: RowCells,
  column: Column,
  reserved: ReservedCategory,
): string => {
  const name = readName(cells, column);
  const isReserved = name === reserved.name || toHandle(name) === reserved.handle;
  return isReserved && name !== ''
    ? cells.fail(column, `“${name}” is the category of all products and cannot be named`, '')
    : name;
};

const isFeatured = (tag: string): boolean => tag.toLowerCase() === 'featured';

/** Tags in their order, each once; the tag `featured` comes last, as it is kept as a flag. */
const readKeywords = (cells: RowCells): readonly string[] => {
  const tags = cells
    .text('tags', maxKeywords)
    .split(',')
    .map((tag) => tag.trim());
  const others = [...new Set(tags.filter((tag) => tag !== '' && !isFeatured(tag)))];
  if (others.join(', ').length > maxKeywords) {
    return cells.fail('tags', `has more than ${maxKeywords} characters`, []);
  }
  return tags.some(isFeatured) ? [...others, 'featured'] : others;
};

const readPublished = (cells: RowCells): boolean => {
  const published = cells.text('published', 20).toLowerCase();
  const status = cells.text('status', 20).toLowerCase();
  if (!['', 'true', 'false'].includes(published)) {
    return cells.fail('published', `“${published}” is neither TRUE nor FALSE`, false);
  }
  if (!['', 'active', 'draft', 'archived', 'unlisted'].includes(status)) {
    return cells.fail('status', `“${status}” is none of active, draft, archived`, false);
  }
  return published !== 'false' && (status === '' || status === 'active');
};

/** What the first row of a handle says about the product as a whole. */
export const readProductFields = (cells: RowCells, reserved: ReservedCategory): ProductFields => ({
  descriptionHtml: readDescription(cells),
  brand: readName(cells, 'vendor') || null,
  type: readCategory(cells, 'type', reserved),
  keywords: readKeywords(cells),
  published: readPublished(cells),
  seoTitle: cells.text('seoTitle', 255),
  seoDescription: cells.text('seoDescription', 500),
});
