import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { createMetrics, type JobMetrics } from '../shared/create-metrics.ts';
import { createTell, type Tell } from '../shared/tell.ts';
import type { Config } from './config.ts';

export type Services = {
  readonly config: Config;
  readonly cloudwatch: CloudWatchClient;
  readonly sqs: SQSClient;
  readonly tell: Tell;
  readonly metrics: JobMetrics<'alarm-rounds'>;
  readonly now: () => Date;
};

export const buildServices = (config: Config): Services => ({
  config,
  cloudwatch: new CloudWatchClient(),
  sqs: new SQSClient(),
  tell: createTell(new SNSClient(), config.TOPIC_ARN),
  metrics: createMetrics('alarm-rounds', config.STACK_NAME),
  now: () => new Date(),
});
