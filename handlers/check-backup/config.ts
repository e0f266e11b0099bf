import * as z from 'zod';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({
  TABLE_NAME: z.string().min(1),
  /** Names the copy and its administrator: {username, password, host, port}. */
  DRILL_SECRET_ID: z.string().min(1),
  DATABASE_NAME: z.string().min(1),
  /** PEM text of the database's certificate authority, where it is not Amazon's. */
  DATABASE_CA: z.string().includes('-----BEGIN CERTIFICATE-----').optional(),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
