import { sql } from 'kysely';
import type { Placing } from './placing.ts';

/** Adds the brands that there are not yet, under the name the file gives them first. */
export const placeBrands = async ({ trx, importId }: Placing): Promise<void> => {
  await sql`
    insert into brands (handle, name)
    select s.brand_handle, s.brand_name
    from (
      select brand_handle, brand_name, position,
        row_number() over (partition by brand_handle order by position) as mention
      from import_products where import_id = ${importId} and brand_handle is not null
    ) s
    where s.mention = 1
      and not exists (select 1 from brands b where b.handle = s.brand_handle)
      and not exists (select 1 from brands b where b.name = s.brand_name)
    order by s.position
  `.execute(trx);
};
