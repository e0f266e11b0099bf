import { type KyselyPlugin, OperationNodeTransformer, type RootOperationNode } from 'kysely';
import type { AccountServices } from '../../../storefront/accounts/account-services.ts';
import { hashWithArgon2 } from '../../../storefront/accounts/password-hash.ts';
import { createPasswords } from '../../../storefront/accounts/passwords.ts';
import type { Database } from '../../../storefront/db/open-database.ts';
import { toTimestamp } from '../../../storefront/db/timestamp.ts';

const dayMs = 86_400_000;

export const startTime = new Date('2026-03-04T05:06:07.089Z');

/** Accounts over a database, with a clock that stands still until it is moved. */
export const createAccounts = (database: Database) => {
  let time = startTime.getTime();
  const services: AccountServices = {
    database,
    passwords: createPasswords(),
    sessionLifetimes: { idleMs: 14 * dayMs, absoluteMs: 90 * dayMs },
    site: { name: 'Tidemarket' },
    now: () => new Date(time),
  };
  return {
    services,
    passMs: (ms: number) => {
      time += ms;
    },
  };
};

export const goodPassword = 'kelp forest at dawn';

/** Not worth attacking, but a hash like any other: made once for all tests of a file. */
let goodHash: Promise<string> | undefined;

export const insertUser = async (
  { writer }: Database,
  row: { email?: string; name?: string; password_hash?: string } = {},
): Promise<number> => {
  goodHash ??= hashWithArgon2(goodPassword);
  const at = toTimestamp(startTime);
  const { insertId } = await writer
    .insertInto('users')
    .values({
      email: 'ada@example.com',
      name: 'Ada',
      password_hash: await goodHash,
      created_at: at,
      updated_at: at,
      ...row,
    })
    .executeTakeFirstOrThrow();
  return Number(insertId);
};

export type SentMail = {
  readonly kind: string;
  readonly recipient: string;
  readonly token: string;
};

/** All mails that wait in the outbox, oldest first. */
export const findMails = async ({ writer }: Database): Promise<readonly SentMail[]> => {
  const rows = await writer
    .selectFrom('outbox_messages')
    .select(['kind', 'recipient', 'payload'])
    .orderBy('id')
    .execute();
  return rows.map(({ kind, recipient, payload }) => ({
    kind,
    recipient,
    token: (JSON.parse(payload) as { token?: string }).token ?? '',
  }));
};

/** The token of the newest mail. */
export const findMailedToken = async (database: Database): Promise<string> =>
  (await findMails(database)).at(-1)?.token ?? '';

export const findActions = async ({ writer }: Database): Promise<readonly string[]> =>
  (await writer.selectFrom('audit_log').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  );

export const countRows = async (
  { writer }: Database,
  table: 'sessions' | 'users' | 'account_tokens' | 'addresses' | 'carts',
): Promise<number> =>
  Number(
    (
      await writer
        .selectFrom(table)
        .select(({ fn }) => fn.countAll().as('count'))
        .executeTakeFirstOrThrow()
    ).count,
  );

class TableCollector extends OperationNodeTransformer {
  readonly tables: string[] = [];

  protected override transformTable(
    ...args: Parameters<OperationNodeTransformer['transformTable']>
  ): ReturnType<OperationNodeTransformer['transformTable']> {
    this.tables.push(args[0].table.identifier.name);
    return super.transformTable(...args);
  }
}

/** The database with a writer that notes the kind and tables of every statement. */
export const recordStatements = (
  database: Database,
): { readonly database: Database; readonly statements: string[] } => {
  const statements: string[] = [];
  const plugin: KyselyPlugin = {
    transformQuery: ({ node }): RootOperationNode => {
      const collector = new TableCollector();
      collector.transformNode(node);
      statements.push(`${node.kind} ${collector.tables.join(' ')}`);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  return { database: { ...database, writer: database.writer.withPlugin(plugin) }, statements };
};
