import { sql } from 'kysely';
import { deleteJoined } from './joined-writes.ts';
import type { Placing } from './placing.ts';

/** Writes the staged products' images place by place and removes those behind the last. */
export const placeImages = async ({ trx, flavor, importId }: Placing): Promise<void> => {
  await sql`
    insert into product_images (product_id, position, media_path, source_url, alt)
    select p.product_id, s.position, s.media_path, s.source_url, s.alt
    from import_images s
    join import_products p on p.import_id = s.import_id and p.position = s.product_position
    where s.import_id = ${importId}
    order by s.product_position, s.position
    ${flavor.onDuplicate(['product_id', 'position'], ['media_path', 'source_url', 'alt'])}
  `.execute(trx);
  await deleteJoined(trx, flavor, {
    table: 'product_images',
    from: sql`import_products as p
      join product_images as t on t.product_id = p.product_id
      left join import_images as s on s.import_id = p.import_id
        and s.product_position = p.position and s.position = t.position`,
    where: sql`p.import_id = ${importId} and s.import_id is null`,
  });
};
