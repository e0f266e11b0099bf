import * as z from 'zod';
import { eveningSettings } from '../shared/evening-settings.ts';
import { maintenanceSettings } from '../shared/maintenance-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({
  ...maintenanceSettings,
  ...eveningSettings,
  /** Identifier of the instance or cluster. */
  DATABASE: z.string().min(1),
  DATABASE_SHAPE: z.enum(['instance', 'cluster']),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
