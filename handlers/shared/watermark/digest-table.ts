import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { WatchedTable } from './watched-tables.ts';
import type { Digest } from './watermark.ts';

export type Bounds = {
  /** Rows made before, `2026-11-22 18:04:05.123`. */
  readonly settledBefore: string;
  /** The highest id, where it is known. */
  readonly throughId?: number;
};

/**
 * One text a row, in which NULL is not the text 'NULL' and no comma is taken for another; of each its
 * hash, all added up in whatever order. By the same hash of the same rows no two can cancel out: each
 * has its id. CRC32 would not do: equal changes of two rows leave its XOR as it was.
 */
const buildQuery = ({ name, join = '', madeAt, columns, money, where }: WatchedTable): string => `
  select
    count(*) as amount,
    ifnull(max(t.id), 0) as through_id,
    lpad(hex(bit_xor(cast(conv(left(sha2(concat_ws(',', ${columns
      .map((column) => `quote(t.${column})`)
      .join(', ')}), 256), 16), 16, 10) as unsigned))), 16, '0') as checksum,
    cast(ifnull(sum(${money ? `t.${money}` : '0'}), 0) as char) as money
  from ${name} t ${join}
  where ${madeAt} < ? and t.id <= ?${where ? ` and ${where}` : ''}`;

/** Sums up the settled rows of a table, so that one that is missing, added or changed shows. */
export const digestTable = async (
  connection: Connection,
  table: WatchedTable,
  { settledBefore, throughId = Number.MAX_SAFE_INTEGER }: Bounds,
): Promise<Digest> => {
  const [rows] = await connection.query<RowDataPacket[]>(buildQuery(table), [
    settledBefore,
    throughId,
  ]);
  const [row] = rows;
  return {
    rows: Number(row?.['amount']),
    throughId: Number(row?.['through_id']),
    checksum: String(row?.['checksum']),
    moneyMinor: String(row?.['money']),
  };
};
