import type { Db } from '../../db/open-database.ts';
import type { CatalogProduct } from '../catalog-product.ts';

const groupBy = <T extends { readonly product_id: number }>(rows: readonly T[]) =>
  Map.groupBy(rows, (row) => row.product_id);

const readProductRows = (db: Db, handles: readonly string[]) =>
  db
    .selectFrom('products as p')
    .leftJoin('brands as b', 'b.id', 'p.brand_id')
    .selectAll('p')
    .select('b.name as brand')
    .where('p.handle', 'in', handles)
    .execute();

const readParts = async (db: Db, ids: readonly number[]) => ({
  images: groupBy(
    await db
      .selectFrom('product_images')
      .selectAll()
      .where('product_id', 'in', ids)
      .where((where) =>
        where.or([where('media_path', 'is not', null), where('source_url', 'is not', null)]),
      )
      .orderBy('product_id')
      .orderBy('position')
      .execute(),
  ),
  variants: groupBy(
    await db
      .selectFrom('product_variants')
      .selectAll()
      .where('product_id', 'in', ids)
      .orderBy('product_id')
      .orderBy('position')
      .orderBy('id')
      .execute(),
  ),
  categories: groupBy(
    await db
      .selectFrom('product_categories as pc')
      .innerJoin('categories as c', 'c.id', 'pc.category_id')
      .select(['pc.product_id', 'c.name'])
      .where('pc.product_id', 'in', ids)
      .orderBy('pc.product_id')
      .orderBy('pc.position')
      .orderBy('c.id')
      .execute(),
  ),
});

/** The flag is the tag `featured`, as the last one, wherever a catalog is exchanged. */
const toKeywords = (keywords: string, featured: 0 | 1): readonly string[] => [
  ...keywords
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean),
  ...(featured === 1 ? ['featured'] : []),
];

/**
 * Reads products, drafts too, as whole documents by their handles. Those that do not exist are not
 * in the answer. At most some hundred handles at a time.
 */
export const readProducts = async (
  db: Db,
  handles: readonly string[],
): Promise<ReadonlyMap<string, CatalogProduct>> => {
  if (handles.length === 0) return new Map();
  const rows = await readProductRows(db, handles);
  if (rows.length === 0) return new Map();
  const parts = await readParts(
    db,
    rows.map(({ id }) => id),
  );

  return new Map(
    rows.map((row) => {
      const images = parts.images.get(row.id) ?? [];
      const indexOf = new Map(images.map(({ position }, index) => [position, index]));
      const optionNames = [row.option1_name, row.option2_name, row.option3_name].filter(Boolean);
      const product: CatalogProduct = {
        handle: row.handle,
        title: row.title,
        descriptionHtml: row.description_html,
        brand: row.brand,
        categories: (parts.categories.get(row.id) ?? []).map(({ name }) => name),
        keywords: toKeywords(row.keywords, row.featured),
        published: row.status === 'published',
        optionNames,
        seoTitle: row.seo_title,
        seoDescription: row.seo_description,
        images: images.map(({ media_path, source_url, alt }) => ({
          mediaPath: media_path,
          sourceUrl: source_url,
          alt,
        })),
        variants: (parts.variants.get(row.id) ?? []).map((variant) => ({
          options: [variant.option1, variant.option2, variant.option3].slice(0, optionNames.length),
          sku: variant.sku,
          priceMinor: variant.price_minor,
          compareAtMinor: variant.compare_at_minor,
          stock: variant.stock,
          weightGrams: variant.weight_grams,
          barcode: variant.barcode,
          image: indexOf.get(variant.image_position ?? -1) ?? null,
        })),
      };
      return [row.handle, product];
    }),
  );
};
