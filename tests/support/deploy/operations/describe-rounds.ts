import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { expectMetricOf } from './expect-metric-of.ts';
import { fireSchedule } from './fire-schedule.ts';
import { type Operations, slackBot } from './operations.ts';
import { readOutcomes } from './read-outcomes.ts';
import { getRoot, wholeText } from './slack-messages.ts';

const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

/** What somebody would do who goes the rounds, by the schedules of the deployed stage. */
export const describeRounds = (get: () => Operations): void => {
  const fire = async (schedule: string) =>
    fireSchedule(get().client, await get().schedule(schedule));

  describe('the rounds', () => {
    beforeAll(() => get().setSlackSecret(slackBot));

    it('prove every morning that alarms reach people', async () => {
      const { slack, setAlarm } = get();

      await fire('HeartbeatSchedule');
      await eventually(() => expectMetricOf(get(), 'MorningHeartbeat'));
      await setAlarm('MorningHeartbeat', 'ALARM');

      await eventually(() => getRoot(slack, 'alarms of tidemarket-dev reach this channel'));
      await eventually(() => expectMetricOf(get(), 'HeartbeatMissed'));
    });

    it('remind of what has lasted, once, in its thread and in the channel', async () => {
      const { slack, id, setAlarm, alarmRounds } = get();
      const alarm = 'DatabaseConnectionsTooHigh';
      await setAlarm(alarm, 'ALARM');
      const { ts } = await eventually(() => getRoot(slack, alarm));
      await alarmRounds.change({ now: hoursFromNow(5) });

      await Promise.all([fire('AlarmReminderSchedule'), fire('AlarmReminderSchedule')]);

      await eventually(async () =>
        expect(await readOutcomes(get(), `reminder of ${id(alarm)}`)).toEqual([
          'told already',
          'told in its thread',
        ]),
      );
      expect(slack.repliesTo(ts)).toMatchObject([
        { text: expect.stringContaining('has been in alarm for 5 h'), reply_broadcast: true },
      ]);
    });

    it("sum up the week by the alarms' history, with what waits in the queue of failed events", async () => {
      const { slack, client, id, setAlarm, alarmRounds } = get();
      await alarmRounds.change({});
      const alarm = 'DatabaseMigrationFailed';
      for (const state of ['ALARM', 'OK'] as const) {
        await setAlarm(alarm, state);
        // The next test counts what Slack is asked for.
        await eventually(async () =>
          expect(await readOutcomes(get(), `${id(alarm)} ${state}`)).toHaveLength(1),
        );
      }
      await new SQSClient(client).send(
        new SendMessageCommand({ QueueUrl: id('FailedEventsQueue'), MessageBody: '{}' }),
      );

      await fire('WeeklyDigestSchedule');

      const digest = wholeText(await eventually(() => getRoot(slack, "The week's alarms")));
      expect(digest).toContain('• DatabaseMigrationFailed: once, ');
      expect(digest).toContain('• DatabaseConnectionsTooHigh: once, ');
      expect(digest).not.toContain('MorningHeartbeat');
      expect(digest).toMatch(/Failed events waiting\W+n1\b/);
    });
  });
};
