import { Logger } from '@aws-lambda-powertools/logger';
import { S3Client } from '@aws-sdk/client-s3';
import { buildDataServices, type DataServices } from '../shared/build-data-services.ts';
import type { JobLogger } from '../shared/build-handler.ts';
import type { Config } from './config.ts';

export type Services = DataServices<Config> & {
  readonly s3: S3Client;
  readonly logger: Pick<JobLogger, 'info'>;
};

export const buildServices = (config: Config): Services => ({
  ...buildDataServices(config),
  s3: new S3Client(),
  logger: new Logger({ serviceName: 'import-catalog' }),
});
