import type { Ask } from './section.ts';

export type TableSize = {
  readonly table: string;
  /** As the server estimates them. */
  readonly rows: number;
  readonly dataBytes: number;
  readonly indexBytes: number;
};

/** MySQL 8 keeps these numbers for a day unless told; MariaDB knows no such setting. */
const askForFreshNumbers = (ask: Ask): Promise<unknown> =>
  ask('set session information_schema_stats_expiry = 0').catch(() => {});

/** Sizes of all tables, the largest first. */
export const readTables = async (ask: Ask): Promise<readonly TableSize[]> => {
  await askForFreshNumbers(ask);
  const rows = await ask(
    `select table_name as name, table_rows as row_count, data_length as data_bytes,
       index_length as index_bytes
     from information_schema.tables
     where table_schema = database() and table_type = 'BASE TABLE'
     order by data_length + index_length desc, table_name`,
  );
  return rows.map((row) => ({
    table: String(row['name']),
    rows: Number(row['row_count']),
    dataBytes: Number(row['data_bytes']),
    indexBytes: Number(row['index_bytes']),
  }));
};

export type IndexSize = {
  readonly table: string;
  readonly index: string;
  readonly bytes: number;
};

/** Sizes of the largest indexes, as InnoDB last counted them; PRIMARY is the table itself. */
export const readIndexes = async (
  ask: Ask,
  database: string,
  top: number,
): Promise<readonly IndexSize[]> => {
  const rows = await ask(
    `select table_name as table_name, index_name as index_name,
       stat_value * @@innodb_page_size as bytes
     from mysql.innodb_index_stats where database_name = ? and stat_name = 'size'
     order by stat_value desc, table_name, index_name limit ?`,
    [database, top],
  );
  return rows.map((row) => ({
    table: String(row['table_name']),
    index: String(row['index_name']),
    bytes: Number(row['bytes']),
  }));
};
