import { sql } from 'kysely';
import { updateJoined } from './joined-writes.ts';
import type { Placing } from './placing.ts';

/** Sets the stock the file gives and writes down by how much it changed. */
export const placeStock = async ({ trx, flavor, importId, at }: Placing): Promise<void> => {
  await sql`
    insert into stock_movements (variant_id, delta, reason, import_id, created_at)
    select v.id, s.stock - v.stock, 'import', ${importId}, ${at}
    from import_variants s join product_variants v on v.id = s.variant_id
    where s.import_id = ${importId} and s.stock <> v.stock
    order by s.product_position, s.position
  `.execute(trx);
  await updateJoined(trx, flavor, {
    table: 'product_variants',
    from: sql`import_variants as s`,
    set: { stock: sql`s.stock`, updated_at: sql`${at}` },
    where: sql`s.import_id = ${importId} and t.id = s.variant_id and s.stock <> t.stock`,
  });
};
