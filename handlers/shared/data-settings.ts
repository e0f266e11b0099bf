import * as z from 'zod';
import { maintenanceSettings } from './maintenance-settings.ts';

/** The environment of the functions that people invoke for the data. */
export const dataSettings = {
  ...maintenanceSettings,
  /** Secret of the application: see database-secrets.ts. */
  APPLICATION_SECRET_ID: z.string().min(1),
  /** PEM text of the database's certificate authority, where it is not Amazon's. */
  DATABASE_CA: z.string().includes('-----BEGIN CERTIFICATE-----').optional(),
};

const settings = z.object(dataSettings);

export type DataConfig = Readonly<z.output<typeof settings>>;
