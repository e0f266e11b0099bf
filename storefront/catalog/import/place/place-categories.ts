import { sql } from 'kysely';
import { rootCategoryId } from '../../refresh-listings.ts';
import { deleteJoined, updateJoined } from './joined-writes.ts';
import type { Placing } from './placing.ts';

/** Adds the categories that there are not yet, behind the others, in the order of the file. */
const addCategories = async ({ trx, importId }: Placing): Promise<void> => {
  await sql`
    insert into categories (parent_id, handle, name, position)
    select ${sql.lit(rootCategoryId)}, n.handle, n.name, n.last + n.place
    from (
      select s.handle, s.name, (select max(c.position) from categories c) as last,
        row_number() over (order by s.product_position, s.position) as place
      from (
        select handle, name, product_position, position,
          row_number() over (partition by handle order by product_position, position) as mention
        from import_categories where import_id = ${importId}
      ) s
      where s.mention = 1
        and not exists (select 1 from categories c where c.handle = s.handle)
        and not exists (select 1 from categories c where c.name = s.name)
    ) n
    order by n.place
  `.execute(trx);
};

/** Puts the staged products into exactly the categories of the file. */
export const placeCategories = async (placing: Placing): Promise<void> => {
  const { trx, flavor, importId } = placing;
  await addCategories(placing);
  // The name decides: a category may have got another handle by hand.
  for (const column of ['name', 'handle']) {
    await updateJoined(trx, flavor, {
      table: 'import_categories',
      from: sql`categories as c`,
      set: { category_id: sql`c.id` },
      where: sql`t.import_id = ${importId} and t.category_id is null
        and ${sql.ref(`c.${column}`)} = ${sql.ref(`t.${column}`)}`,
    });
  }
  await deleteJoined(trx, flavor, {
    table: 'product_categories',
    from: sql`import_products as p
      join product_categories as t on t.product_id = p.product_id
      left join import_categories as s on s.import_id = p.import_id
        and s.product_position = p.position and s.category_id = t.category_id`,
    where: sql`p.import_id = ${importId} and s.import_id is null`,
  });
  await sql`
    insert into product_categories (product_id, category_id, position)
    select p.product_id, s.category_id, s.position
    from import_categories s
    join import_products p on p.import_id = s.import_id and p.position = s.product_position
    where s.import_id = ${importId}
    ${flavor.onDuplicate(['product_id', 'category_id'], ['position'])}
  `.execute(trx);
};
