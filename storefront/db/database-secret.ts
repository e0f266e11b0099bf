import * as z from 'zod';
import { hasVerifiableName } from './database-url.ts';
import type { MysqlEndpoints } from './mysql/credentials.ts';

const host = z
  .string()
  .min(1)
  .refine(hasVerifiableName, 'must name its host: an address is not verified');

const port = z.coerce.number().int().min(1).max(65_535);

const databaseSecret = z.object({
  host,
  readerHost: host.optional(),
  port: port.default(3306),
  /** Only where the reader listens on another port, as on one machine. */
  readerPort: port.optional(),
  dbname: z.string().min(1),
  username: z.string().min(1),
  password: z.string().min(1),
});

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Reads the secret of the application's database user, as Secrets Manager's rotation writes it.
 * @throws Error naming what is wrong with its fields, and none of its values.
 */
export const parseDatabaseSecret = (text: string): MysqlEndpoints => {
  const parsed = databaseSecret.safeParse(parseJson(text));
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) =>
      path.length > 0 ? `${path.join('.')}: ${message}` : 'must be a JSON object',
    );
    throw new Error(problems.join('; '));
  }
  const secret = parsed.data;
  const at = (hostName: string, hostPort: number) => ({
    kind: 'mysql' as const,
    host: hostName,
    port: hostPort,
    user: secret.username,
    password: secret.password,
    database: secret.dbname,
  });
  const writer = at(secret.host, secret.port);
  const reader = at(secret.readerHost ?? secret.host, secret.readerPort ?? secret.port);
  const isOne = reader.host === writer.host && reader.port === writer.port;
  return { writer, reader: isOne ? undefined : reader };
};
