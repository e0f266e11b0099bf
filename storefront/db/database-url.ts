import { z } from 'zod';

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

/** `sqlite:PATH` or `mysql://USER:PASSWORD@HOST[:PORT]/DATABASE`. */
export const databaseUrl = z.string().transform((value, context): DatabaseUrl => {
  if (value.startsWith('sqlite:') && value.length > 'sqlite:'.length) {
    return { kind: 'sqlite', file: value.slice('sqlite:'.length) };
  }
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const database = url?.pathname.slice(1);
  if (url?.protocol !== 'mysql:' || !url.hostname || !url.username || !database) {
    // The value itself may hold a password, so it stays out of the message.
    context.addIssue({
      code: 'custom',
      message: 'must be sqlite:PATH or mysql://USER:PASSWORD@HOST:PORT/DATABASE',
    });
    return z.NEVER;
  }
  return {
    kind: 'mysql',
    host: url.hostname,
    port: Number(url.port || 3306),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    database: decodeURIComponent(database),
  };
});

/** The address of a database as people may see it: without user and password. */
export const describeDatabase = (url: DatabaseUrl): string =>
  url.kind === 'sqlite' ? `SQLite file ${url.file}` : `MySQL ${url.host}:${url.port}/${url.database}`;
