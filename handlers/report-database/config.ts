import * as z from 'zod';
import { dataSettings } from '../shared/data-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({
  ...dataSettings,
  /** Secret of the database's administrator, who sees what no other user does. */
  ADMIN_SECRET_ID: z.string().min(1),
  /** Where the server's log of slow statements is. */
  SLOW_LOG_GROUP: z.string().min(1),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
