import * as z from 'zod';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({
  /** Secret of the database's administrator: {username, password}. */
  ADMIN_SECRET_ID: z.string().min(1),
  /** Secret of the application: see database-secrets.ts. */
  APPLICATION_SECRET_ID: z.string().min(1),
  /** Hash of the migrations that this function carries; the stack asks for one of the same kind. */
  MIGRATIONS_HASH: z.string().min(1),
  /** PEM text of the database's certificate authority, where it is not Amazon's. */
  DATABASE_CA: z.string().includes('-----BEGIN CERTIFICATE-----').optional(),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
