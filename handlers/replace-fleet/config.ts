import * as z from 'zod';
import { maintenanceSettings } from '../shared/maintenance-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';

const settings = z.object({ ...maintenanceSettings, GROUP_NAME: z.string().min(1) });

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
