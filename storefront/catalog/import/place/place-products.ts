import { sql } from 'kysely';
import { updateJoined } from './joined-writes.ts';
import type { Placing } from './placing.ts';

const changing = [
  'title',
  'title_sort',
  'description_html',
  'brand_id',
  'status',
  'featured',
  'keywords',
  'option1_name',
  'option2_name',
  'option3_name',
  'seo_title',
  'seo_description',
  'updated_at',
];

/** Adds and updates the staged products; created_at and published_at of those that exist stay. */
export const placeProducts = async ({ trx, flavor, importId, at }: Placing): Promise<void> => {
  await sql`
    insert into products (handle, title, title_sort, description_html, brand_id, status, featured,
      keywords, option1_name, option2_name, option3_name, seo_title, seo_description, published_at,
      created_at, updated_at)
    select s.handle, s.title, s.title_sort, s.description_html,
      coalesce((select b.id from brands b where b.name = s.brand_name),
        (select b.id from brands b where b.handle = s.brand_handle)),
      s.status, s.featured, s.keywords, s.option1_name, s.option2_name, s.option3_name,
      s.seo_title, s.seo_description, s.published_at, ${at}, ${at}
    from import_products s where s.import_id = ${importId}
    order by s.position
    ${flavor.onDuplicate(['handle'], changing)}
  `.execute(trx);
  await updateJoined(trx, flavor, {
    table: 'import_products',
    from: sql`products as p`,
    set: { product_id: sql`p.id` },
    where: sql`t.import_id = ${importId} and p.handle = t.handle`,
  });
};
