import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Check } from '../shared/drill.ts';
import { listReferences } from '../shared/watermark/database-facts.ts';
import type { LoneCopy } from './copy.ts';
import { describeProblems, findProblem, runCheck } from './look.ts';

const countWrong = async (
  connection: Connection,
  sql: string,
  names: readonly string[] = [],
): Promise<string | undefined> => {
  const [rows] = await connection.query<RowDataPacket[]>(sql, [...names]);
  const amount = Number(rows[0]?.['amount']);
  return amount === 0 ? undefined : `${amount}`;
};

/** Does every row that names another one find it? A dump that was cut off does not. */
export const checkForeignKeys = ({ connection, database }: LoneCopy): Promise<Check> =>
  runCheck('foreign-keys', 'no row without the one that it names', async () => {
    const references = await listReferences(connection, database);
    if (references.length === 0) return { found: 'no foreign key at all', wrong: true };
    const problems: string[] = [];
    for (const { table, column, toTable, toColumn } of references) {
      const look = () =>
        countWrong(
          connection,
          `select count(*) as amount from ?? c left join ?? p on p.?? = c.??
           where c.?? is not null and p.?? is null`,
          [table, toTable, toColumn, column, column, toColumn],
        );
      problems.push(...(await findProblem(`${table}.${column}`, look)));
    }
    return describeProblems(problems, `${references.length} foreign keys hold`);
  });

/** What is true of every order: how storefront/checkout/write-order.ts writes it. */
const rules: Readonly<Record<string, string>> = {
  'orders whose items are not their subtotal': `
    select count(*) as amount from orders o left join (
      select order_id, sum(total_minor) as total, sum(quantity * unit_price_minor) as goods
      from order_items group by order_id
    ) i on i.order_id = o.id
    where i.total is null or i.total <> o.subtotal_minor or i.goods <> i.total`,
  // Tax stands in the prices, or is added to them.
  'orders whose total is not goods, delivery and tax': `
    select count(*) as amount from orders
    where total_minor not in (subtotal_minor + delivery_minor, subtotal_minor + delivery_minor + tax_minor)`,
  'orders without a payment of their total': `
    select count(*) as amount from orders o left join payments p on p.order_id = o.id
    where p.id is null or p.amount_minor <> o.total_minor or p.currency <> o.currency`,
  'payments of which more went back': `
    select count(*) as amount from payments p join (
      select payment_id, sum(amount_minor) as back from refunds where status <> 'failed' group by payment_id
    ) r on r.payment_id = p.id
    where r.back > p.amount_minor`,
};

export const checkOrderSums = ({ connection }: LoneCopy): Promise<Check> =>
  runCheck('order-sums', 'every order adds up and has its payment', async () => {
    const problems: string[] = [];
    for (const [what, sql] of Object.entries(rules)) {
      problems.push(...(await findProblem(what, () => countWrong(connection, sql))));
    }
    return describeProblems(problems, 'they do');
  });
