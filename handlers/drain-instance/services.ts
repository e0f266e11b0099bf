import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { buildMaintenanceServices } from '../shared/build-maintenance-services.ts';
import type { MaintenanceServices } from '../shared/maintain.ts';
import type { Config } from './config.ts';

export type Services = MaintenanceServices & {
  readonly config: Config;
  readonly autoScaling: AutoScalingClient;
};

export const buildServices = (config: Config): Services => ({
  ...buildMaintenanceServices(config),
  autoScaling: new AutoScalingClient({ maxAttempts: 5 }),
});
