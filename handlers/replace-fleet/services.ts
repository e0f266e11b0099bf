import { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import { EC2Client } from '@aws-sdk/client-ec2';
import { buildMaintenanceServices } from '../shared/build-maintenance-services.ts';
import type { MaintenanceServices } from '../shared/maintain.ts';
import type { Config } from './config.ts';

export type Services = MaintenanceServices & {
  readonly config: Config;
  readonly autoScaling: AutoScalingClient;
  readonly ec2: EC2Client;
};

const maxAttempts = 5;

export const buildServices = (config: Config): Services => ({
  ...buildMaintenanceServices(config),
  autoScaling: new AutoScalingClient({ maxAttempts }),
  ec2: new EC2Client({ maxAttempts }),
});
