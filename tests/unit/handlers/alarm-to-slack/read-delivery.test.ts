import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { alarmToSlackEvent, type Delivery } from '../../../../handlers/alarm-to-slack/event.ts';
import { buildNewsMessage } from '../../../../handlers/alarm-to-slack/messages/news-message.ts';
import { readDelivery } from '../../../../handlers/alarm-to-slack/read/read-delivery.ts';
import { findBrokenLimits } from '../../../support/slack-limits.ts';
import { buildNotification, config } from './alarm-notices.ts';

const at = new Date('2026-11-22T23:04:05Z');

const delivery = (body: unknown, subject?: string): Delivery => ({ id: 'm-1', subject, body, at });

const busEvent = (source: string, detailType: string, detail: unknown) => ({
  version: '0',
  id: '9d0f1f2c',
  'detail-type': detailType,
  source,
  account: '123456789012',
  time: '2026-11-22T23:04:05Z',
  region: 'us-east-1',
  resources: [],
  detail,
});

const known: readonly (readonly [name: string, body: unknown, subject?: string])[] = [
  [
    'a failover of the database',
    busEvent('aws.rds', 'RDS DB Cluster Event', {
      EventCategories: ['failover'],
      SourceType: 'CLUSTER',
      SourceIdentifier: 'tidemarket-prod',
      Message: 'Completed failover to DB instance: tidemarket-prod-instance-2',
      EventID: 'RDS-EVENT-0071',
    }),
  ],
  [
    'an instance that could not be launched',
    busEvent('aws.autoscaling', 'EC2 Instance Launch Unsuccessful', {
      AutoScalingGroupName: 'tidemarket-prod-StorefrontGroup-1A2B',
      StatusCode: 'Failed',
      StatusMessage: 'We currently do not have sufficient t4g.medium capacity in us-east-1a.',
      Cause:
        'An instance was started in response to a difference between desired and actual capacity',
    }),
  ],
  [
    'an event of AWS Health',
    busEvent('aws.health', 'AWS Health Event', {
      eventArn: 'arn:aws:health:us-east-1::event/EC2/ISSUE/1',
      service: 'EC2',
      eventTypeCode: 'AWS_EC2_OPERATIONAL_ISSUE',
      eventTypeCategory: 'issue',
      eventDescription: [{ language: 'en_US', latestDescription: 'Launches fail in use1-az1.' }],
    }),
  ],
  [
    'a resource that breaks a rule',
    busEvent('aws.config', 'Config Rules Compliance Change', {
      messageType: 'ComplianceChangeNotification',
      configRuleName: 'incoming-ssh-disabled',
      resourceType: 'AWS::EC2::SecurityGroup',
      resourceId: 'sg-0123456789abcdef0',
      newEvaluationResult: { complianceType: 'NON_COMPLIANT' },
    }),
  ],
  [
    'a budget that is spent',
    'AWS Budget Notification November 22, 2026\nBudget Name: tidemarket\nActual: $812.40 (> 80 % of $1,000)',
    'AWS Budgets: tidemarket has exceeded your alert threshold',
  ],
  [
    'what a job of ours has to say',
    {
      source: 'tidemarket',
      kind: 'news',
      id: 'evening-scale-up 2026-11-22 min 4',
      job: 'evening-scale-up',
      group: 'evening 2026-11-22',
      level: 'good',
      title: 'The evening of 2026-11-22 is ready: 4 instances in service',
      at: '2026-11-22T23:10:00.000Z',
    },
  ],
  ['an event of an unknown kind', busEvent('aws.s3', 'Object Created', { bucket: '<media>' })],
  ['a known kind in an unknown form', busEvent('aws.rds', 'RDS DB Cluster Event', { a: 1 })],
];

describe('what is delivered', () => {
  it.each(known.map(([name, ...given]) => [name, given] as const))(
    'is told readable: %s',
    (_, [body, subject]) => {
      const notice = readDelivery(delivery(body, subject));

      expect(notice.kind).toBe('news');
      if (notice.kind !== 'news') return;
      expect(buildNewsMessage(notice.news, config)).toMatchSnapshot();
    },
  );

  it('is an alarm when it has the form of one', () => {
    expect(readDelivery(delivery(buildNotification()))).toMatchObject({
      kind: 'alarm',
      change: { state: 'ALARM', at: new Date('2026-11-22T23:04:05.123Z'), region: 'us-east-1' },
    });
  });

  it('is never refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.string()), fc.string(), (body, subject) => {
        const notice = readDelivery(delivery(body, subject || undefined));

        expect(notice.kind).toBe('news');
        if (notice.kind !== 'news') return;
        const message = buildNewsMessage(notice.news, config);
        expect(findBrokenLimits(message)).toEqual([]);
        expect(message.text).not.toBe('');
      }),
    );
  });
});

describe('the event of the function', () => {
  const record = (MessageId: string, Message: string) => ({
    EventSource: 'aws:sns',
    Sns: { MessageId, Message, Subject: null, Timestamp: '2026-11-22T23:04:05.000Z' },
  });

  it('is any number of messages of a topic', () => {
    const event = alarmToSlackEvent.parse({
      Records: [record('1', '{"a":1}'), record('2', 'text')],
    });

    expect(event.deliveries.map(({ id, body }) => [id, body])).toEqual([
      ['1', { a: 1 }],
      ['2', 'text'],
    ]);
    expect(event.dryRun).toBe(false);
  });

  it('is an event of the bus', () => {
    const body = busEvent('aws.health', 'AWS Health Event', {});

    expect(alarmToSlackEvent.parse(body).deliveries).toMatchObject([{ id: '9d0f1f2c', body }]);
  });

  it('is a message by hand, tried out', () => {
    expect(alarmToSlackEvent.parse({ dryRun: true, message: 'Hello' })).toMatchObject({
      dryRun: true,
      deliveries: [{ id: 'by-hand', body: 'Hello' }],
    });
  });

  it.each([{}, { Records: [] }, { dryRun: true }, 'text', null])('is not %j', (event) => {
    expect(alarmToSlackEvent.safeParse(event).success).toBe(false);
  });
});
