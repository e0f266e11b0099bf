import {
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfig } from '../../../handlers/evening-scale-up/config.ts';
import { eveningScaleUp } from '../../../handlers/evening-scale-up/evening-scale-up.ts';
import { eveningScaleUpEvent } from '../../../handlers/evening-scale-up/event.ts';
import type { Services } from '../../../handlers/evening-scale-up/services.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { createTell } from '../../../handlers/shared/tell.ts';
import { type OperationsBench, startOperationsBench } from './operations-bench.ts';

let bench: OperationsBench;
let autoScaling: AutoScalingClient;
let cloudwatch: CloudWatchClient;
let count = 0;

beforeAll(async () => {
  bench = await startOperationsBench();
  autoScaling = new AutoScalingClient(bench.clientConfig);
  cloudwatch = new CloudWatchClient(bench.clientConfig);
  await autoScaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: 'launch',
      ImageId: 'ami-12c6146b',
      InstanceType: 't3.micro',
    }),
  );
});
afterAll(async () => {
  autoScaling.destroy();
  cloudwatch.destroy();
  await bench.stop();
});

const getSize = async (AutoScalingGroupName: string) => {
  const { AutoScalingGroups = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [AutoScalingGroupName] }),
  );
  const { MinSize, DesiredCapacity, MaxSize } = AutoScalingGroups[0] ?? {};
  return { min: MinSize, desired: DesiredCapacity, max: MaxSize };
};

/** A group of its own, with a history of its own. */
const startEvening = async ({
  max = 8,
  exceptions = '',
  services = {} as Partial<Services>,
} = {}) => {
  count += 1;
  const group = `group-${count}`;
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: group,
      LaunchConfigurationName: 'launch',
      AvailabilityZones: ['us-east-1a'],
      MinSize: 2,
      DesiredCapacity: 2,
      MaxSize: max,
    }),
  );
  let now = new Date('2026-11-22T23:00:00Z');
  const topic = await bench.createTopic();
  const counted: Record<string, number> = {};
  const config = readConfig({
    STACK_NAME: 'tidemarket-dev',
    TABLE_NAME: 'unused',
    TOPIC_ARN: topic.arn,
    GROUP_NAME: group,
    LOAD_BALANCER: `app/${group}/1`,
    TARGET_GROUP: `targetgroup/${group}/1`,
    TIME_ZONE: 'America/New_York',
    EVENING_START: '18:00',
    EVENING_END: '22:00',
    READY_AFTER_MINUTES: '15',
    DAY_MIN_SIZE: '2',
    EVENING_FLOOR: '2',
    REQUESTS_PER_INSTANCE: '1000',
    HEADROOM_PERCENT: '25',
    EXCEPTIONS: exceptions,
  });
  const bag: Services = {
    config,
    autoScaling,
    cloudwatch,
    table: await bench.createTable(() => now),
    tell: createTell(bench.sns, topic.arn),
    metrics: {
      add: (name, value) => {
        counted[name] = value;
      },
      flush: () => {},
    },
    now: () => now,
    sleep: async () => {
      now = new Date(now.getTime() + 250);
    },
    ...services,
  };
  const measure = (evening: string, perFiveMinutes: number, minutes: number) =>
    cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/ApplicationELB',
        MetricData: Array.from({ length: minutes / 5 }, (_, index) => ({
          MetricName: 'RequestCount',
          Dimensions: [
            { Name: 'LoadBalancer', Value: config.LOAD_BALANCER },
            { Name: 'TargetGroup', Value: config.TARGET_GROUP },
          ],
          Timestamp: new Date(Date.parse(evening) + index * 300_000),
          Value: perFiveMinutes,
        })),
      }),
    );
  return {
    group,
    counted,
    measure,
    at: (instant: string) => {
      now = new Date(instant);
    },
    run: (event: unknown) => eveningScaleUp(parseEvent(eveningScaleUpEvent, event), bag),
    setSize: (size: { MinSize?: number; DesiredCapacity?: number; MaxSize?: number }) =>
      autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName: group, ...size })),
    takeTitles: async () =>
      (await topic.takeMessages()).map(({ text }) => Object(JSON.parse(text))['title']),
  };
};

describe('an evening', () => {
  it('is raised by its history, checked, and lowered', async () => {
    const { group, measure, run, at, takeTitles, counted } = await startEvening();
    await measure('2026-11-15T23:00:00Z', 16_000, 240);
    await measure('2026-11-08T23:00:00Z', 9_000, 240);

    const raised = await run({ action: 'raise', scheduledAt: '2026-11-22T23:00:00Z' });

    expect(raised).toMatchObject({
      outcome: 'raised',
      evening: '2026-11-22',
      before: { min: 2, desired: 2, max: 8 },
      after: { min: 4, desired: 4, max: 8 },
      because: '3200 requests a minute on 2026-11-15 and 25 % headroom need 4',
    });
    expect(await getSize(group)).toEqual({ min: 4, desired: 4, max: 8 });

    at('2026-11-22T23:10:00Z');
    expect(await run({ action: 'check' })).toMatchObject({ outcome: 'ready', inService: 4 });
    expect(counted).toMatchObject({ EveningRaised: 1, EveningInstancesMissing: 0 });

    at('2026-11-23T03:00:00Z');
    expect(await run({ action: 'lower' })).toMatchObject({ outcome: 'lowered' });
    expect(await getSize(group)).toEqual({ min: 2, desired: 4, max: 8 });
    expect((await takeTitles()).sort()).toEqual([
      'Evening of 2026-11-22: 4 instances at least, until 22:00',
      'The evening is over: 2 instances at least',
      'The evening of 2026-11-22 is ready: 4 instances in service',
    ]);
  });

  it('without history gets one more than the day', async () => {
    const { run } = await startEvening();

    expect(await run({ action: 'raise' })).toMatchObject({
      after: { min: 3, desired: 3 },
      because: 'no history: the floor of 3',
    });
  });

  it('that was mostly not measured tells nothing', async () => {
    const { run, measure } = await startEvening();
    await measure('2026-11-15T23:00:00Z', 90_000, 30);

    expect(await run({ action: 'raise' })).toMatchObject({ because: 'no history: the floor of 3' });
  });

  it('raised twice, also at the same time, is raised once', async () => {
    const { run, group } = await startEvening();

    const results = await Promise.all([run({ action: 'raise' }), run({ action: 'raise' })]);
    const again = await run({ action: 'raise' });

    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['raised', 'unchanged']);
    expect(again.outcome).toBe('unchanged');
    expect(await getSize(group)).toEqual({ min: 3, desired: 3, max: 8 });
  });

  it('never goes above the maximum, and says that it would', async () => {
    const { run, group, takeTitles } = await startEvening({ max: 3, exceptions: '2026-11-22=7' });

    expect(await run({ action: 'raise' })).toMatchObject({ isCapped: true, after: { min: 3 } });
    expect(await getSize(group)).toEqual({ min: 3, desired: 3, max: 3 });
    expect(await takeTitles()).toEqual([
      'Evening of 2026-11-22: 3 instances at least, until 22:00',
    ]);
  });

  it('keeps what the scaling has added', async () => {
    const { run, group, setSize } = await startEvening();
    await setSize({ DesiredCapacity: 6 });

    await run({ action: 'raise' });

    expect(await getSize(group)).toEqual({ min: 3, desired: 6, max: 8 });
  });

  it('on a closed day is left as it is', async () => {
    const { run, group } = await startEvening({ exceptions: '2026-11-22=closed' });

    expect(await run({ action: 'raise' })).toMatchObject({ outcome: 'skipped' });
    expect(await getSize(group)).toMatchObject({ min: 2 });
  });

  it('in a deploy is raised, and it says so', async () => {
    const { run, group } = await startEvening();
    await autoScaling.send(
      new SuspendProcessesCommand({
        AutoScalingGroupName: group,
        ScalingProcesses: ['HealthCheck', 'AZRebalance', 'AlarmNotification', 'ScheduledActions'],
      }),
    );

    expect(await run({ action: 'raise' })).toMatchObject({ outcome: 'raised', isDeploying: true });
  });
});

describe('a schedule', () => {
  it('that comes late in the evening still raises', async () => {
    const { run, at } = await startEvening();
    at('2026-11-23T02:40:00Z');

    expect(await run({ action: 'raise' })).toMatchObject({
      outcome: 'raised',
      evening: '2026-11-22',
    });
  });

  it('that comes after the evening does nothing', async () => {
    const { run, at, group } = await startEvening();
    at('2026-11-23T03:05:00Z');

    expect(await run({ action: 'raise' })).toEqual({
      outcome: 'skipped',
      because: 'no evening at 2026-11-22 22:05 America/New_York',
    });
    expect(await getSize(group)).toMatchObject({ min: 2 });
  });

  it('of yesterday does not end the evening of today', async () => {
    const { run, group } = await startEvening();
    await run({ action: 'raise' });

    expect(await run({ action: 'lower' })).toMatchObject({ outcome: 'skipped' });
    expect(await getSize(group)).toMatchObject({ min: 3 });
    expect(await run({ action: 'lower', force: true })).toMatchObject({ outcome: 'lowered' });
  });

  it('that never came is made up for by the first check', async () => {
    const { run, at, group } = await startEvening();
    at('2026-11-22T23:10:00Z');

    expect(await run({ action: 'check' })).toMatchObject({ evening: '2026-11-22', wanted: 3 });
    expect(await getSize(group)).toMatchObject({ min: 3 });
  });
});

describe('the check', () => {
  it('raises again what a rollback has taken away, tells what is missing, and tells it once', async () => {
    const { run, at, setSize, group, takeTitles, counted } = await startEvening();
    await run({ action: 'raise' });
    await takeTitles();
    await setSize({ MinSize: 1, DesiredCapacity: 1 });
    at('2026-11-22T23:10:00Z');

    const missing = await run({ action: 'check' });
    const atOnce = { ...counted };
    const there = await run({ action: 'check' });
    await run({ action: 'check' });

    expect(missing).toMatchObject({ outcome: 'not ready', wanted: 3, raisedAgain: true });
    expect(atOnce['EveningInstancesMissing']).toBe(2);
    expect(there).toMatchObject({ outcome: 'ready', inService: 3 });
    expect(await getSize(group)).toMatchObject({ min: 3, desired: 3 });
    expect((await takeTitles()).sort()).toEqual([
      'The evening of 2026-11-22 is not ready: 1 of 3 instances in service',
      'The evening of 2026-11-22 is ready: 3 instances in service',
    ]);
  });

  it('does nothing by day', async () => {
    const { run, at } = await startEvening();
    at('2026-11-22T15:00:00Z');

    expect(await run({ action: 'check' })).toEqual({
      outcome: 'skipped',
      because: 'it is no evening',
    });
  });
});

describe('what goes wrong', () => {
  const failing = (error: Error, times: number) => {
    const client = new AutoScalingClient({ ...bench.clientConfig, maxAttempts: 7 });
    let left = times;
    client.middlewareStack.add(
      (next) => (args) => {
        left -= 1;
        return left >= 0 ? Promise.reject(error) : next(args);
      },
      { step: 'deserialize' },
    );
    return client;
  };
  const named = (name: string) => Object.assign(new Error(`${name}!`), { name });

  it('is tried again while the API is throttled', async () => {
    const services = { autoScaling: failing(named('ThrottlingException'), 2) };
    const { run } = await startEvening({ services });

    expect(await run({ action: 'raise' })).toMatchObject({ outcome: 'raised' });
  });

  it('fails the function when it is not allowed, and leaves no lease behind', async () => {
    const services = { autoScaling: failing(named('AccessDenied'), 1) };
    const { run } = await startEvening({ services });

    await expect(run({ action: 'raise' })).rejects.toThrow('AccessDenied!');
    expect(await run({ action: 'raise' })).toMatchObject({ outcome: 'raised' });
  });

  it('fails the function when the group is gone', async () => {
    const { run, group } = await startEvening();
    await autoScaling.send(
      new DeleteAutoScalingGroupCommand({ AutoScalingGroupName: group, ForceDelete: true }),
    );

    await expect(run({ action: 'raise' })).rejects.toMatchObject({ code: 'GROUP_NOT_FOUND' });
  });

  it('is refused with what is wrong in the event', () => {
    expect(() => parseEvent(eveningScaleUpEvent, { action: 'rise' })).toThrow('action');
    expect(() => parseEvent(eveningScaleUpEvent, { action: 'raise', instances: 0 })).toThrow(
      'instances',
    );
  });
});

describe('trying it out', () => {
  it('answers with what would be done, and does nothing', async () => {
    const { run, group, takeTitles, at } = await startEvening();

    const planned = await run({ action: 'raise', dryRun: true });
    at('2026-11-23T03:00:00Z');
    const lowered = await run({ action: 'lower', dryRun: true });

    expect(planned).toMatchObject({ outcome: 'planned', after: { min: 3, desired: 3 } });
    expect(lowered).toMatchObject({ outcome: 'was low' });
    expect(await getSize(group)).toEqual({ min: 2, desired: 2, max: 8 });
    expect(await takeTitles()).toEqual([]);
  });
});
