import type { Ask } from './section.ts';

export type OpenTransaction = {
  /** Of the connection, for KILL. */
  readonly connection: number;
  readonly seconds: number;
  readonly state: string;
  readonly rowsLocked: number;
  readonly rowsChanged: number;
};

/** Transactions that are open, the longest first. Their statements hold what shoppers typed. */
export const readTransactions = async (
  ask: Ask,
  top: number,
): Promise<readonly OpenTransaction[]> => {
  const rows = await ask(
    `select trx_mysql_thread_id as connection, trx_state as state, trx_rows_locked as locked,
       trx_rows_modified as changed, timestampdiff(second, trx_started, now()) as seconds
     from information_schema.innodb_trx where trx_mysql_thread_id <> connection_id()
     order by trx_started limit ?`,
    [top],
  );
  return rows.map((row) => ({
    connection: Number(row['connection']),
    seconds: Number(row['seconds']),
    state: String(row['state']),
    rowsLocked: Number(row['locked']),
    rowsChanged: Number(row['changed']),
  }));
};
