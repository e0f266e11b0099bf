import { isIP } from 'node:net';
import * as z from 'zod';

export type DatabaseUrl =
  | { readonly kind: 'sqlite'; readonly file: string }
  | {
      readonly kind: 'mysql';
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly password: string;
      readonly database: string;
    };

const decode = (part: string): string | undefined => {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
};

/** For an address mysql2 looks for `localhost` in the certificate, so that any server would do. */
export const hasVerifiableName = (host: string): boolean =>
  isIP(host) === 0 || host === '127.0.0.1';

/** `sqlite:PATH` or `mysql://USER:PASSWORD@HOST[:PORT]/DATABASE`. */
export const databaseUrl = z.string().transform((value, context): DatabaseUrl => {
  if (value.startsWith('sqlite:') && value.length > 'sqlite:'.length) {
    return { kind: 'sqlite', file: value.slice('sqlite:'.length) };
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const database = decode(url?.pathname.slice(1) ?? '');
  const user = decode(url?.username ?? '');
  const password = decode(url?.password ?? '');
  if (url?.protocol !== 'mysql:' || !url.hostname || !user || !database || password === undefined) {
    // The value itself may hold a password, so it stays out of the message.
    context.addIssue({
      code: 'custom',
      message: 'must be sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE',
    });
    return z.NEVER;
  }
  if (!hasVerifiableName(url.hostname)) {
    context.addIssue({ code: 'custom', message: 'must name its host: an address is not verified' });
    return z.NEVER;
  }
  return {
    kind: 'mysql',
    host: url.hostname,
    port: Number(url.port || 3306),
    user,
    password,
    database,
  };
});

/** The address of a database as people may see it: without user and password. */
export const describeDatabase = (url: DatabaseUrl): string =>
  url.kind === 'sqlite'
    ? `SQLite file ${url.file}`
    : `MySQL ${url.host}:${url.port}/${url.database}`;
