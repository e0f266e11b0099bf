import type { Ask } from './section.ts';

export type MissingIndexes = {
  readonly tablesWithoutPrimaryKey: readonly string[];
  /** TABLE.COLUMN of foreign keys that no index begins with. */
  readonly foreignKeysWithoutIndex: readonly string[];
};

const withoutPrimaryKey = `
  select t.table_name as name from information_schema.tables t
  left join information_schema.statistics s
    on s.table_schema = t.table_schema and s.table_name = t.table_name and s.index_name = 'PRIMARY'
  where t.table_schema = database() and t.table_type = 'BASE TABLE' and s.table_name is null
  order by t.table_name`;

const withoutIndex = `
  select distinct concat(k.table_name, '.', k.column_name) as name
  from information_schema.key_column_usage k
  left join information_schema.statistics s
    on s.table_schema = k.table_schema and s.table_name = k.table_name
      and s.column_name = k.column_name and s.seq_in_index = 1
  where k.table_schema = database() and k.referenced_table_name is not null
    and k.ordinal_position = 1 and s.table_name is null
  order by 1`;

/** What costs with every delete or join, whatever the statements of today are. */
export const findMissingIndexes = async (ask: Ask): Promise<MissingIndexes> => {
  const names = async (sql: string) => (await ask(sql)).map((row) => String(row['name']));
  return {
    tablesWithoutPrimaryKey: await names(withoutPrimaryKey),
    foreignKeysWithoutIndex: await names(withoutIndex),
  };
};
