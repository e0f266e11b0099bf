import { CloudFrontClient } from '@aws-sdk/client-cloudfront';
import { buildMaintenanceServices } from '../shared/build-maintenance-services.ts';
import type { MaintenanceServices } from '../shared/maintain.ts';
import type { Config } from './config.ts';

export type Services = MaintenanceServices & {
  readonly config: Config;
  readonly cloudfront: CloudFrontClient;
};

export const buildServices = (config: Config): Services => ({
  ...buildMaintenanceServices(config),
  cloudfront: new CloudFrontClient({ maxAttempts: 5 }),
});
