/**
 * The words in which the databases' DDL differs. Each call gives a whole column: `rest` is what
 * follows the type, such as `not null`. Checks come last, MariaDB knows no other order.
 */
export type ColumnTypes = {
  readonly id: string;
  readonly string: (name: string, length: number, rest?: string) => string;
  /**
   * A string that rows are found, told apart or ordered by. It neither begins nor ends with a space:
   * MySQL's utf8mb4_bin holds `a` and `a ` for the same, and so would take one for the other.
   */
  readonly key: (name: string, length: number, rest?: string) => string;
  readonly text: (name: string, rest?: string) => string;
  readonly integer: (name: string, rest?: string) => string;
  readonly bigint: (name: string, rest?: string) => string;
  readonly flag: (name: string, rest?: string) => string;
  readonly timestamp: (name: string, rest?: string) => string;
  /** What follows a table's closing bracket. */
  readonly table: string;
};

export const sqliteColumns: ColumnTypes = {
  id: 'id integer primary key autoincrement',
  string: (name, length, rest = '') => `${name} text ${rest} check (length(${name}) <= ${length})`,
  key: (name, length, rest = '') =>
    `${name} text ${rest} check (length(${name}) <= ${length} and ${name} = trim(${name}))`,
  text: (name, rest = '') => `${name} text ${rest}`,
  integer: (name, rest = '') =>
    `${name} integer ${rest} check (${name} between -2147483648 and 2147483647)`,
  bigint: (name, rest = '') => `${name} integer ${rest}`,
  flag: (name, rest = '') => `${name} integer ${rest} check (${name} in (0, 1))`,
  // strftime turns the 30th of February into a day of March, but leaves the hour 24.
  timestamp: (name, rest = '') =>
    `${name} text ${rest} check (${name} is strftime('%Y-%m-%d %H:%M:%f', ${name}) and substr(${name}, 12, 2) < '24')`,
  table: 'strict',
};

export const mysqlColumns: ColumnTypes = {
  id: 'id bigint not null auto_increment primary key',
  string: (name, length, rest = '') => `${name} varchar(${length}) ${rest}`,
  key: (name, length, rest = '') =>
    `${name} varchar(${length}) ${rest} check (char_length(${name}) = char_length(trim(${name})))`,
  text: (name, rest = '') => `${name} mediumtext ${rest}`,
  integer: (name, rest = '') => `${name} int ${rest}`,
  bigint: (name, rest = '') => `${name} bigint ${rest}`,
  flag: (name, rest = '') => `${name} tinyint ${rest} check (${name} in (0, 1))`,
  timestamp: (name, rest = '') => `${name} datetime(3) ${rest}`,
  table: 'engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin',
};
