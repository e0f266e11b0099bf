import {
  CloudWatchClient,
  PutMetricAlarmCommand,
  SetAlarmStateCommand,
} from '@aws-sdk/client-cloudwatch';
import { CreateQueueCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { alarmRounds } from '../../../handlers/alarm-rounds/alarm-rounds.ts';
import { alarmRoundsEvent } from '../../../handlers/alarm-rounds/event.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { createTell } from '../../../handlers/shared/tell.ts';
import { type OperationsBench, startOperationsBench } from './operations-bench.ts';

let bench: OperationsBench;
let cloudwatch: CloudWatchClient;
let sqs: SQSClient;

const putAlarm = async (AlarmName: string, severity: string, StateValue: 'OK' | 'ALARM') => {
  await cloudwatch.send(
    new PutMetricAlarmCommand({
      AlarmName,
      AlarmDescription: `Wrong.\nseverity: ${severity}\nowner: platform\nimpact: none\nrunbook: docs/runbooks/A.md`,
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  await cloudwatch.send(
    new SetAlarmStateCommand({ AlarmName, StateValue, StateReason: 'for a test' }),
  );
};

const hourAgo = () => new Date(Date.now() - 3_600_000);
const state = (stateValue: string) => ({ stateValue });
const history = () => [
  {
    AlarmName: 'tidemarket-dev-A',
    Timestamp: hourAgo(),
    HistoryItemType: 'StateUpdate',
    HistoryData: JSON.stringify({ oldState: state('OK'), newState: state('ALARM') }),
  },
  { AlarmName: 'tidemarket-dev-A', Timestamp: hourAgo(), HistoryData: 'of another form' },
  {
    AlarmName: 'tidemarket-prod-A',
    Timestamp: hourAgo(),
    HistoryData: JSON.stringify({ oldState: state('OK'), newState: state('ALARM') }),
  },
];

beforeAll(async () => {
  bench = await startOperationsBench();
  cloudwatch = new CloudWatchClient(bench.clientConfig);
  sqs = new SQSClient(bench.clientConfig);
  // Emulated CloudWatch keeps no history that can be asked for.
  cloudwatch.middlewareStack.add(
    (next, { commandName }) =>
      async (args) =>
        commandName === 'DescribeAlarmHistoryCommand'
          ? { output: { $metadata: {}, AlarmHistoryItems: history() }, response: {} }
          : next(args),
    { step: 'initialize' },
  );
  await putAlarm('tidemarket-dev-A', 'critical', 'ALARM');
  await putAlarm('tidemarket-dev-B', 'info', 'ALARM');
  await putAlarm('tidemarket-dev-C', 'warning', 'OK');
  await putAlarm('tidemarket-dev-MorningHeartbeat', 'info', 'ALARM');
  await putAlarm('tidemarket-prod-A', 'critical', 'ALARM');
});
afterAll(async () => {
  cloudwatch.destroy();
  sqs.destroy();
  await bench.stop();
});

const open = async (hoursLater: number) => {
  const topic = await bench.createTopic();
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'failed-events' }));
  const counted: Record<string, number> = {};
  const services = {
    config: {
      STACK_NAME: 'tidemarket-dev',
      TOPIC_ARN: topic.arn,
      HEARTBEAT_ALARM: 'tidemarket-dev-MorningHeartbeat',
      FAILED_EVENTS_QUEUE_URL: QueueUrl,
      REMIND_AFTER_HOURS: 4,
    },
    cloudwatch,
    sqs,
    tell: createTell(bench.sns, topic.arn),
    metrics: {
      add: (name: string, value: number) => {
        counted[name] = value;
      },
      flush: () => {},
    },
    now: () => new Date(Date.now() + hoursLater * 3_600_000),
  };
  return {
    QueueUrl,
    counted,
    go: (event: unknown) => alarmRounds(parseEvent(alarmRoundsEvent, event), services),
    take: async () => (await topic.takeMessages()).map(({ text }) => Object(JSON.parse(text))),
  };
};

describe('the rounds', () => {
  it('remind of what has lasted in this stage, and of nothing else', async () => {
    const { go, take, counted } = await open(5);

    const tried = await go({ round: 'reminder', dryRun: true });
    expect(await take()).toEqual([]);
    await go({ round: 'reminder' });

    const told = await take();
    expect(told).toMatchObject([{ kind: 'reminder', alarmName: 'tidemarket-dev-A' }]);
    expect(tried.told).toMatchObject([{ alarmName: 'tidemarket-dev-A' }]);
    expect(counted).toEqual({ RemindersSent: 1 });
  });

  it('say nothing of what has just begun', async () => {
    const { go, take } = await open(1);

    expect(await go({ round: 'reminder' })).toMatchObject({ told: [] });
    expect(await take()).toEqual([]);
  });

  it('sum up the week, with what waits in the queue of failed events', async () => {
    const { go, take, QueueUrl } = await open(1);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));

    await go({ round: 'digest' });

    const [digest] = await take();
    expect(digest).toMatchObject({ kind: 'news', job: 'alarm-rounds' });
    expect(digest.text).toContain('told of\n• A: once, 2 h in all, still in alarm');
    expect(digest.text).toContain('For information\n• B: ');
    expect(digest.text).not.toContain('Heartbeat');
    expect(digest.facts).toContainEqual(['Failed events waiting', '1']);
  });

  it('send the heartbeat as a metric only', async () => {
    const { go, take, counted } = await open(0);

    await go({ round: 'heartbeat', dryRun: true });
    expect(counted).toEqual({});
    await go({ round: 'heartbeat' });

    expect(counted).toEqual({ HeartbeatSent: 1 });
    expect(await take()).toEqual([]);
  });
});
