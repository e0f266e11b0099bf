import { Logger } from '@aws-lambda-powertools/logger';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { buildHandler } from '../shared/build-handler.ts';
import { applyAccountSettings } from './apply-account-settings.ts';
import { accountSettingsEvent } from './event.ts';

export const handler = buildHandler({
  event: accountSettingsEvent,
  buildServices: () => ({ ec2: new EC2Client(), iam: new IAMClient() }),
  work: applyAccountSettings,
  logger: new Logger({ serviceName: 'apply-account-settings' }),
});
