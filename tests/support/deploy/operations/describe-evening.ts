import {
  AutoScalingClient,
  ResumeProcessesCommand,
  SuspendProcessesCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudWatchClient,
  GetMetricStatisticsCommand,
  PutMetricDataCommand,
} from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { getGroup } from '../live-stack.ts';
import { accessDenied, type FaultyApi, startFaultyApi, throttled } from './faulty-api.ts';
import { fireSchedule } from './fire-schedule.ts';
import { type Operations, slackBot } from './operations.ts';
import { getRoot, rootsAbout, wholeText } from './slack-messages.ts';

type Schedule = 'EveningRaiseSchedule' | 'EveningCheckSchedule' | 'EveningLowerSchedule';

/** The evening of the deployed stage: its schedules fire, its function's clock says when. */
export const describeEvening = (get: () => Operations): void => {
  let autoScaling: AutoScalingClient;
  let cloudwatch: CloudWatchClient;
  let faulty: FaultyApi;

  const group = () => ({ AutoScalingGroupName: get().id('StorefrontGroup') });
  const setSize = (MinSize: number, DesiredCapacity: number, MaxSize = 4) =>
    autoScaling.send(
      new UpdateAutoScalingGroupCommand({ ...group(), MinSize, DesiredCapacity, MaxSize }),
    );
  const readSize = async () => {
    const { MinSize, DesiredCapacity, MaxSize } = await getGroup(
      get().client,
      get().id('StorefrontGroup'),
    );
    return [MinSize, DesiredCapacity, MaxSize];
  };
  const setClock = (now: string, environment = {}) =>
    get().eveningScaleUp.change({ now, environment });
  /** Gives the function what the schedule gives it. */
  const fire = async (schedule: Schedule) =>
    get().eveningScaleUp.invoke((await get().schedule(schedule)).event);
  const fireAt = async (now: string, schedule: Schedule) => {
    await setClock(now);
    return fire(schedule);
  };
  /** An evening of so many requests in each five minutes. */
  const measure = async (start: string, perFiveMinutes: number) => {
    const { environment } = get().eveningScaleUp;
    await cloudwatch.send(
      new PutMetricDataCommand({
        Namespace: 'AWS/ApplicationELB',
        MetricData: Array.from({ length: 48 }, (_, index) => ({
          MetricName: 'RequestCount',
          Dimensions: [
            { Name: 'LoadBalancer', Value: environment['LOAD_BALANCER'] },
            { Name: 'TargetGroup', Value: environment['TARGET_GROUP'] },
          ],
          Timestamp: new Date(Date.parse(start) + index * 300_000),
          Value: perFiveMinutes,
        })),
      }),
    );
  };

  beforeAll(async () => {
    autoScaling = new AutoScalingClient(get().client);
    // Emulated CloudWatch does not read compressed requests.
    cloudwatch = new CloudWatchClient({ ...get().client, disableRequestCompression: true });
    faulty = await startFaultyApi(get().client.endpoint);
    await get().setSlackSecret(slackBot);
  });
  beforeEach(() => setSize(1, 1));
  afterAll(() => faulty?.stop());

  describe('the evening', () => {
    it('is raised by its history at 18:00, checked, and lowered at 22:00', async () => {
      const { slack } = get();
      await measure('2026-11-24T23:00:00Z', 30_000);

      const raised = await fireAt('2026-12-01T23:00:05Z', 'EveningRaiseSchedule');
      const during = await readSize();
      const checked = await fireAt('2026-12-01T23:10:05Z', 'EveningCheckSchedule');
      const lowered = await fireAt('2026-12-02T03:00:05Z', 'EveningLowerSchedule');

      expect(raised).toMatchObject({
        outcome: 'raised',
        evening: '2026-12-01',
        because: '6000 requests a minute on 2026-11-24 and 30 % headroom need 3',
      });
      expect(during).toEqual([3, 3, 4]);
      expect(checked).toMatchObject({ outcome: 'ready', wanted: 3, inService: 3 });
      expect(lowered).toMatchObject({ outcome: 'lowered', after: { min: 1, desired: 3 } });
      expect(await readSize()).toEqual([1, 3, 4]);
      const thread = await eventually(() => {
        const root = getRoot(slack, 'Evening of 2026-12-01: 3 instances at least, until 22:00');
        const replies = slack.repliesTo(root.ts).map((it) => it.text);
        expect(replies).toEqual([expect.stringContaining('is ready: 3 instances in service')]);
        return root;
      });
      expect(wholeText(thread)).toContain('1 → 3');
      await eventually(() => getRoot(slack, 'The evening is over: 1 instances at least'));
    });

    it('without history is the floor, right in summer too, and keeps what is higher', async () => {
      await setSize(1, 3);

      const raised = await fireAt('2026-07-15T22:00:05Z', 'EveningRaiseSchedule');

      expect(raised).toMatchObject({
        outcome: 'raised',
        evening: '2026-07-15',
        because: 'no history: the floor of 2',
      });
      expect(await readSize()).toEqual([2, 3, 4]);
    });

    it('never goes above the maximum, and says that it should', async () => {
      await measure('2026-11-26T23:00:00Z', 90_000);
      await setSize(1, 4);

      const raised = await fireAt('2026-12-03T23:00:05Z', 'EveningRaiseSchedule');

      expect(raised).toMatchObject({ isCapped: true, after: { min: 4, desired: 4, max: 4 } });
      expect(await readSize()).toEqual([4, 4, 4]);
      const root = await eventually(() => getRoot(get().slack, 'Evening of 2026-12-03'));
      expect(wholeText(root)).toContain('The group may not have more than 4.');
    });

    it('fired twice at once is raised once and told once', async () => {
      const { slack, alarmToSlack } = get();
      await setClock('2026-12-04T23:00:05Z');

      const answers = await Promise.all([
        fire('EveningRaiseSchedule'),
        fire('EveningRaiseSchedule'),
      ]);

      expect(answers.map((it) => Object(it)['outcome']).sort()).toEqual(['raised', 'unchanged']);
      expect(await readSize()).toEqual([2, 2, 4]);
      await eventually(async () => {
        const lines = (await alarmToSlack.logLines()).map((it) => JSON.stringify(it));
        expect(lines.filter((it) => it.includes('"about":"Evening of 2026-12-04'))).toHaveLength(2);
      });
      expect(rootsAbout(slack, 'Evening of 2026-12-04')).toHaveLength(1);
    });

    it('fired late is raised until 22:00, after which it does nothing', async () => {
      const late = await fireAt('2026-12-06T02:40:00Z', 'EveningRaiseSchedule');
      const raised = await readSize();
      await setSize(1, 1);
      const tooLate = await fireAt('2026-12-06T03:05:00Z', 'EveningRaiseSchedule');

      expect(late).toMatchObject({ outcome: 'raised', evening: '2026-12-05' });
      expect(raised).toEqual([2, 2, 4]);
      expect(tooLate).toEqual({
        outcome: 'skipped',
        because: 'no evening at 2026-12-05 22:05 America/New_York',
      });
      expect(await readSize()).toEqual([1, 1, 4]);
    });

    it('in a deploy is raised, and says that one is under way', async () => {
      const ScalingProcesses = ['AZRebalance', 'AlarmNotification', 'ScheduledActions'];
      await autoScaling.send(new SuspendProcessesCommand({ ...group(), ScalingProcesses }));

      const raised = await fireAt('2026-12-06T23:00:05Z', 'EveningRaiseSchedule');

      await autoScaling.send(new ResumeProcessesCommand({ ...group(), ScalingProcesses }));
      expect(raised).toMatchObject({ outcome: 'raised', isDeploying: true });
      const root = await eventually(() => getRoot(get().slack, 'Evening of 2026-12-06'));
      expect(wholeText(root)).toContain('A deploy is under way.');
    });

    it('that was lost is raised again by the check, which tells what is missing', async () => {
      const { slack } = get();
      await fireAt('2026-12-07T23:00:05Z', 'EveningRaiseSchedule');
      await setSize(1, 1);

      const missing = await fireAt('2026-12-07T23:10:05Z', 'EveningCheckSchedule');
      const ready = await fireAt('2026-12-07T23:20:05Z', 'EveningCheckSchedule');

      expect(missing).toMatchObject({ outcome: 'not ready', wanted: 2, raisedAgain: true });
      expect(ready).toMatchObject({ outcome: 'ready', inService: 2 });
      const { Datapoints } = await cloudwatch.send(
        new GetMetricStatisticsCommand({
          Namespace: 'Tidemarket/Operations',
          MetricName: 'EveningInstancesMissing',
          Dimensions: [
            { Name: 'Stack', Value: 'tidemarket-dev' },
            { Name: 'service', Value: 'evening-scale-up' },
          ],
          StartTime: new Date('2026-12-07T23:10:00Z'),
          EndTime: new Date('2026-12-07T23:20:00Z'),
          Period: 600,
          Statistics: ['Maximum'],
        }),
      );
      expect(Datapoints).toMatchObject([{ Maximum: 1 }]);
      await eventually(() => {
        const root = getRoot(slack, 'Evening of 2026-12-07');
        const replies = slack.repliesTo(root.ts).map((it) => it.text);
        expect(replies.sort()).toEqual([
          expect.stringContaining('is not ready: 1 of 2 instances in service'),
          expect.stringContaining('is ready: 2 instances in service'),
        ]);
      });
    });
  });

  describe('Auto Scaling that refuses', () => {
    const through = () => ({ AWS_ENDPOINT_URL_AUTO_SCALING: faulty.endpoint });

    it('because it is throttled is asked again', async () => {
      await setClock('2026-12-11T23:00:05Z', through());
      faulty.refuse('UpdateAutoScalingGroup', throttled, 2);

      expect(await fire('EveningRaiseSchedule')).toMatchObject({ outcome: 'raised' });

      expect(faulty.refused()).toBe(2);
      expect(await readSize()).toEqual([2, 2, 4]);
    });

    it('because it is not allowed: the schedule is tried again, then kept, and done when it may', async () => {
      const { failedEvents, client, schedule, eveningScaleUp } = get();
      await setClock('2026-12-09T23:00:05Z', through());
      faulty.refuse('UpdateAutoScalingGroup', accessDenied);
      const refusedBefore = faulty.refused();

      await fireSchedule(client, await schedule('EveningRaiseSchedule'));
      const kept = await eventually(async () => {
        const found = (await failedEvents.all()).find((it) =>
          it.requestContext.functionArn.includes('eveningScaleUp'),
        );
        if (!found) throw new Error('no failed event');
        return found;
      });
      const size = await readSize();
      await setClock('2026-12-09T23:30:05Z');
      const later = await eveningScaleUp.invoke(JSON.stringify(kept.requestPayload));

      expect(kept.requestContext.approximateInvokeCount).toBe(3);
      expect(faulty.refused() - refusedBefore).toBe(3);
      expect(kept.requestPayload).toMatchObject({ action: 'raise' });
      expect(size).toEqual([1, 1, 4]);
      expect(later).toMatchObject({ outcome: 'raised' });
    });
  });
};
