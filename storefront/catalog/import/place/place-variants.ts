import { sql } from 'kysely';
import { deleteJoined, updateJoined } from './joined-writes.ts';
import type { Placing } from './placing.ts';

/** Finds the variant that each staged one is, by its product and option values: its id must stay. */
const matchVariants = ({ trx, flavor, importId }: Placing): Promise<void> =>
  updateJoined(trx, flavor, {
    table: 'import_variants',
    from: sql`import_products as p join product_variants as v on v.product_id = p.product_id`,
    set: { variant_id: sql`v.id` },
    where: sql`p.import_id = ${importId} and t.import_id = ${importId}
      and t.product_position = p.position and t.variant_id is null
      and t.option1 = v.option1 and t.option2 = v.option2 and t.option3 = v.option3`,
  });

/** Keeps orders from taking stock until the transaction ends, so that differences are exact. */
const lockVariants = async ({ trx, flavor, importId }: Placing): Promise<void> => {
  await sql`
    select count(v.stock) from import_products p
    join product_variants v on v.product_id = p.product_id
    where p.import_id = ${importId} ${flavor.forUpdate}
  `.execute(trx);
};

const removeOthers = ({ trx, flavor, importId }: Placing): Promise<void> =>
  deleteJoined(trx, flavor, {
    table: 'product_variants',
    from: sql`import_products as p
      join product_variants as t on t.product_id = p.product_id
      left join import_variants as s on s.import_id = p.import_id
        and s.product_position = p.position and s.variant_id = t.id`,
    where: sql`p.import_id = ${importId} and s.import_id is null`,
  });

const staged = sql`import_variants as s`;

const isSame = sql.join(
  [
    ...['position', 'price_minor'].map(
      (column) => sql`${sql.ref(`t.${column}`)} = ${sql.ref(`s.${column}`)}`,
    ),
    ...['sku', 'barcode'].map(
      (column) =>
        sql`coalesce(${sql.ref(`t.${column}`)}, '') = coalesce(${sql.ref(`s.${column}`)}, '')`,
    ),
    ...['compare_at_minor', 'weight_grams', 'image_position'].map(
      (column) =>
        sql`coalesce(${sql.ref(`t.${column}`)}, -1) = coalesce(${sql.ref(`s.${column}`)}, -1)`,
    ),
  ],
  sql` and `,
);

const updateExisting = async ({ trx, flavor, importId, at }: Placing): Promise<void> => {
  // First off all that change, since a SKU may go from one variant to another.
  await updateJoined(trx, flavor, {
    table: 'product_variants',
    from: staged,
    set: { sku: sql`null`, updated_at: sql`${at}` },
    where: sql`s.import_id = ${importId} and t.id = s.variant_id
      and t.sku is not null and (s.sku is null or s.sku <> t.sku)`,
  });
  const columns = [
    'position',
    'sku',
    'price_minor',
    'compare_at_minor',
    'weight_grams',
    'barcode',
    'image_position',
  ];
  await updateJoined(trx, flavor, {
    table: 'product_variants',
    from: staged,
    set: {
      ...Object.fromEntries(columns.map((column) => [column, sql`${sql.ref(`s.${column}`)}`])),
      updated_at: sql`${at}`,
    },
    where: sql`s.import_id = ${importId} and t.id = s.variant_id and not (${isSame})`,
  });
};

const addNew = async ({ trx, importId, at }: Placing): Promise<void> => {
  await sql`
    insert into product_variants (product_id, position, sku, option1, option2, option3, price_minor,
      compare_at_minor, stock, weight_grams, barcode, image_position, created_at, updated_at)
    select p.product_id, s.position, s.sku, s.option1, s.option2, s.option3, s.price_minor,
      s.compare_at_minor, 0, s.weight_grams, s.barcode, s.image_position, ${at}, ${at}
    from import_variants s
    join import_products p on p.import_id = s.import_id and p.position = s.product_position
    where s.import_id = ${importId} and s.variant_id is null
    order by s.product_position, s.position
  `.execute(trx);
};

/**
 * Makes the variants of the staged products those of the file and leaves their ids in
 * import_variants. The stock of all of them is locked and as it was; new ones have none.
 */
export const placeVariants = async (
  placing: Placing,
  { keepStock }: { readonly keepStock: boolean },
): Promise<void> => {
  await lockVariants(placing);
  await matchVariants(placing);
  if (keepStock) {
    await sql`update import_variants set stock = null
      where import_id = ${placing.importId} and variant_id is not null`.execute(placing.trx);
  }
  await removeOthers(placing);
  await updateExisting(placing);
  await addNew(placing);
  await matchVariants(placing);
};
