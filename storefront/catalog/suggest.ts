import { sql } from 'kysely';
import type { Database } from '../db/open-database.ts';
import { findCards } from './product-card.ts';
import { rootCategoryId } from './refresh-listings.ts';
import { toSearchWords, toSortKey } from './text.ts';

export type Suggestions = {
  readonly products: readonly {
    readonly handle: string;
    readonly title: string;
    readonly brand: string | null;
  }[];
  readonly categories: readonly { readonly handle: string; readonly name: string }[];
};

const none: Suggestions = { products: [], categories: [] };

/** What to offer while a shopper types: the best products and the categories named like the text. */
export const suggest = async (
  { reader, flavor }: Database,
  text: string,
  categories: Suggestions['categories'],
): Promise<Suggestions> => {
  const words = toSearchWords(text);
  const last = words.at(-1);
  if (last === undefined || [...toSortKey(text)].length < 2) return none;
  const cards = await findCards(
    reader,
    sql`select l.*, m.score from ${flavor.searchMatches(words)} m
      join catalog_listings l on l.product_id = m.product_id
      where l.category_id = ${sql.lit(rootCategoryId)}
      order by m.score desc, l.product_id desc limit 6`,
    sql`l.score desc, l.product_id desc`,
  );
  return {
    products: cards.map(({ handle, title, brand }) => ({ handle, title, brand })),
    categories: categories
      .filter(({ name }) =>
        toSortKey(name)
          .split(' ')
          .some((word) => word.startsWith(last)),
      )
      .slice(0, 3)
      .map(({ handle, name }) => ({ handle, name })),
  };
};
