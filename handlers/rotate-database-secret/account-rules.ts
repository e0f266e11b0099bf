import type { Connection, RowDataPacket } from 'mysql2/promise';

/** How an account may log in, as the end of CREATE USER or ALTER USER, with its values. */
export type AccountRules = {
  readonly sql: string;
  readonly values: readonly (string | number)[];
  /** Whether the account itself asks for TLS, as `sql` always does. */
  readonly asksForTls: boolean;
};

const limits = [
  ['max_questions', 'max_queries_per_hour'],
  ['max_updates', 'max_updates_per_hour'],
  ['max_connections', 'max_connections_per_hour'],
  ['max_user_connections', 'max_user_connections'],
] as const;

const specified = [
  ['ssl_cipher', 'cipher'],
  ['x509_issuer', 'issuer'],
  ['x509_subject', 'subject'],
] as const;

const columns = [
  'ssl_type',
  ...specified.map(([column]) => `cast(${column} as char) as ${column}`),
  ...limits.map(([column]) => column),
].join(', ');

/** What a row of mysql.user asks for. Clear text is never allowed, whoever allowed it. */
export const buildRules = (row: Readonly<Record<string, unknown>>): AccountRules => {
  const parts = specified.flatMap(([column, keyword]) => {
    const value = String(row[column] ?? '');
    return value === '' ? [] : [{ sql: `${keyword} ?`, value }];
  });
  const byType: Readonly<Record<string, string>> = {
    X509: 'x509',
    SPECIFIED: parts.map(({ sql }) => sql).join(' and '),
  };
  const type = String(row['ssl_type'] ?? '');
  const isSpecified = type === 'SPECIFIED';
  return {
    asksForTls: type !== '',
    sql: [
      `require ${byType[type] || 'ssl'}`,
      `with ${limits.map(([, keyword]) => `${keyword} ?`).join(' ')}`,
      'account unlock',
    ].join(' '),
    values: [
      ...(isSpecified ? parts.map(({ value }) => value) : []),
      ...limits.map(([column]) => Number(row[column] ?? 0)),
    ],
  };
};

/** Whether an account has all that these rules say. */
export const keepsRules = (held: AccountRules, { sql, values }: AccountRules): boolean =>
  held.asksForTls && JSON.stringify([held.sql, held.values]) === JSON.stringify([sql, values]);

/** The rules of an account; undefined when there is no such account. */
export const findRules = async (
  admin: Connection,
  user: string,
): Promise<AccountRules | undefined> => {
  const [rows] = await admin.query<RowDataPacket[]>(
    `select ${columns} from mysql.user where user = ? and host = '%'`,
    [user],
  );
  return rows[0] && buildRules(rows[0]);
};
