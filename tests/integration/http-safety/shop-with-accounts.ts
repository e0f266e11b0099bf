import { setTimeout as sleep } from 'node:timers/promises';
import { insertSession } from '../../../storefront/accounts/insert-session.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { openMailbox } from '../../../storefront/mail/mailbox.ts';
import {
  createVisitor,
  type ShopVisitor,
  type VisitorOptions,
} from '../../support/shop-visitor.ts';
import { type StorefrontProcess, startStorefront } from '../../support/storefront-process.ts';
import { goodPassword, insertUser } from '../accounts/account-bench.ts';

export type ShopWithAccounts = StorefrontProcess & {
  /** The database of the running shop, opened a second time. */
  readonly database: Database;
  readonly visitor: (options?: VisitorOptions) => ShopVisitor;
  /** An account whose password is `goodPassword`. */
  readonly addShopper: (email: string, name?: string) => Promise<number>;
  /** A visitor who is logged in already. */
  readonly logIn: (userId: number) => Promise<ShopVisitor>;
  /** The path that the newest mail to an address links to. */
  readonly findMailedPath: (recipient: string) => Promise<string>;
};

const mailTimeoutMs = 20_000;

/** The built shop on SQLite, with what tests of accounts need around it. */
export const startShopWithAccounts = async (
  env: Record<string, string> = {},
): Promise<ShopWithAccounts> => {
  const shop = await startStorefront({ TRUST_PROXY: 'alb', ...env });
  const file = `${shop.folder}/shop.db`;
  const database = openDatabase({ url: { kind: 'sqlite', file } });
  const mailbox = openMailbox(env['MAIL_FOLDER'] ?? `${shop.folder}/mail`);
  const formOrigin = env['PUBLIC_ORIGIN'] ?? shop.origin;
  const visitor: ShopWithAccounts['visitor'] = (options) =>
    createVisitor(shop.origin, { formOrigin, ...options });
  return {
    ...shop,
    database,
    visitor,
    addShopper: (email, name = 'Ada') => insertUser(database, { email, name }),
    logIn: async (userId) => {
      const lifetimes = { idleMs: 86_400_000, absoluteMs: 86_400_000 };
      const session = await database.writer
        .transaction()
        .execute((trx) => insertSession(trx, lifetimes, userId, new Date()));
      return visitor({ session });
    },
    findMailedPath: async (recipient) => {
      for (const deadline = Date.now() + mailTimeoutMs; Date.now() < deadline; await sleep(100)) {
        const mail = (await mailbox.list()).find(({ to }) => to === recipient);
        const url = mail && /https?:\/\/\S+/.exec(mail.text)?.[0];
        if (url) return url.slice(new URL(url).origin.length);
      }
      throw new Error(`no mail to ${recipient}:\n${shop.output()}`);
    },
    stop: async () => {
      await database.close();
      return shop.stop();
    },
  };
};

export { goodPassword };
