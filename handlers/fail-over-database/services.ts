import { RDSClient } from '@aws-sdk/client-rds';
import { buildMaintenanceServices } from '../shared/build-maintenance-services.ts';
import type { MaintenanceServices } from '../shared/maintain.ts';
import type { Config } from './config.ts';

export type Services = MaintenanceServices & {
  readonly config: Config;
  readonly rds: RDSClient;
};

export const buildServices = (config: Config): Services => ({
  ...buildMaintenanceServices(config),
  rds: new RDSClient({ maxAttempts: 5 }),
});
