import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import * as z from 'zod';
import { type FakeSlack, slackChannel, slackToken } from '../../fake-slack.ts';
import type { Cloud } from '../cloud.ts';
import { type DeployedFunction, openFunction } from './deployed-function.ts';
import { type FiredSchedule, readSchedule } from './fire-schedule.ts';
import { type Inbox, openInbox, openTopicInbox, type Published } from './inbox.ts';

const failedEvent = z.object({
  requestContext: z.object({ functionArn: z.string(), approximateInvokeCount: z.number() }),
  requestPayload: z.unknown(),
});

export type FailedEvent = z.output<typeof failedEvent>;

/** A deployed stage, seen by who looks after it. */
export type Operations = {
  readonly client: Cloud['client'];
  readonly slack: FakeSlack;
  /** Physical id of a resource. @throws when the stack has no such resource. */
  readonly id: (logicalId: string) => string;
  readonly alarmToSlack: DeployedFunction;
  readonly eveningScaleUp: DeployedFunction;
  readonly alarmRounds: DeployedFunction;
  /** What people would have in their mail. */
  readonly mails: Inbox<Published>;
  /** What came to the alarm topic. */
  readonly notifications: Inbox<Published>;
  readonly failedEvents: Inbox<FailedEvent>;
  readonly undelivered: Inbox<string>;
  readonly setSlackSecret: (secret: object) => Promise<void>;
  /** In place of CloudWatch's own look at the metric. */
  readonly setAlarm: (
    logicalId: string,
    state: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA',
    reason?: string,
  ) => Promise<void>;
  readonly publish: (message: string) => Promise<void>;
  readonly schedule: (logicalId: string) => Promise<FiredSchedule>;
};

export const slackBot = { token: slackToken, channel: slackChannel };

export const openOperations = async (
  client: Cloud['client'],
  slack: FakeSlack,
  id: (logicalId: string) => string,
): Promise<Operations> => {
  const cloudwatch = new CloudWatchClient(client);
  const sns = new SNSClient(client);
  const secrets = new SecretsManagerClient(client);
  return {
    client,
    slack,
    id,
    alarmToSlack: await openFunction(client, 'tidemarket-dev-alarmToSlack'),
    eveningScaleUp: await openFunction(client, 'tidemarket-dev-eveningScaleUp'),
    alarmRounds: await openFunction(client, 'tidemarket-dev-alarmRounds'),
    mails: await openTopicInbox(client, id('MailTopic')),
    notifications: await openTopicInbox(client, id('AlarmTopic')),
    failedEvents: openInbox(client, id('FailedEventsQueue'), (body) =>
      failedEvent.parse(JSON.parse(body)),
    ),
    undelivered: openInbox(client, id('UndeliveredAlarmsQueue'), (body) => body),
    setSlackSecret: async (secret) => {
      const SecretString = JSON.stringify(secret);
      await secrets.send(new PutSecretValueCommand({ SecretId: id('SlackSecret'), SecretString }));
    },
    setAlarm: async (logicalId, StateValue, StateReason = 'for a test') => {
      await cloudwatch.send(
        new SetAlarmStateCommand({ AlarmName: id(logicalId), StateValue, StateReason }),
      );
    },
    publish: async (Message) => {
      await sns.send(new PublishCommand({ TopicArn: id('AlarmTopic'), Message }));
    },
    schedule: (logicalId) => readSchedule(client, id(logicalId), id('OperationsSchedules')),
  };
};
