import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { type Operations, slackBot } from './operations.ts';
import { readOutcomes } from './read-outcomes.ts';
import { getRoot, rootsAbout } from './slack-messages.ts';

const postsTo = (calls: readonly string[]): number =>
  calls.filter((it) => it === 'chat.postMessage').length;

/** Slack that does not take a message: each has an outcome, and none is silent. */
export const describeSlackAway = (get: () => Operations): void => {
  /** Mails in place of Slack, not those of an alarm that mails by itself. */
  const mailsAbout = async (alarm: string): Promise<readonly string[]> => {
    const all = await get().mails.all();
    return all
      .filter(({ Subject }) => Subject.startsWith(`dev ${alarm} `))
      .map(({ Message }) => Message);
  };

  describe('Slack that is away for a moment', () => {
    beforeAll(() => get().setSlackSecret(slackBot));

    it.each([
      [
        '429 with Retry-After',
        'DatabaseMemoryTooLow',
        { status: 429, headers: { 'retry-after': '1' } },
      ],
      ['500', 'LoadBalancerServerErrorsTooHigh', { status: 500 }],
      ['a lost connection', 'EveningNotReady', 'hang up'],
    ] as const)('with %s has the message later, and once', async (_, alarm, mood) => {
      const { slack, id, setAlarm } = get();
      const before = slack.calls().length;
      slack.nextMoods(mood);

      await setAlarm(alarm, 'ALARM');

      await eventually(async () =>
        expect(await readOutcomes(get(), `${id(alarm)} ALARM`)).toEqual(['posted']),
      );
      getRoot(slack, alarm);
      const calls = slack.calls().slice(before);
      expect({ calls, posts: postsTo(calls) }).toEqual({ calls, posts: 2 });
      expect(await mailsAbout(alarm)).toEqual([]);
    });
  });

  describe('Slack that stays away', () => {
    beforeAll(async () => {
      await get().setSlackSecret(slackBot);
      // Three seconds of it are for Slack.
      await get().alarmToSlack.change({ timeoutSeconds: 11 });
    });
    afterEach(() => get().slack.stayIn(undefined));
    afterAll(() => get().alarmToSlack.change({}));

    it.each([
      [
        '429 for longer than there is time',
        'SchedulesFailed',
        { status: 429, headers: { 'retry-after': '600' } },
        'status 429',
      ],
      ['500', 'StorefrontHostsMissing', { status: 500 }, 'status 500'],
      ['a timeout', 'EveningScaleUpFailed', 'silence', 'no answer in time'],
      ['nobody at its address', 'EveningScaleUpMissed', 'hang up', 'no connection'],
    ] as const)(
      'with %s: one mail, and the event is kept, to be posted later',
      async (_, alarm, mood, because) => {
        const { slack, id, setAlarm, failedEvents, alarmToSlack } = get();
        slack.stayIn(mood);

        await setAlarm(alarm, 'ALARM');
        const kept = await eventually(async () => {
          const found = (await failedEvents.all()).find((it) =>
            JSON.stringify(it.requestPayload).includes(id(alarm)),
          );
          if (!found) throw new Error('no failed event');
          return found;
        });
        const sent = await mailsAbout(alarm);
        expect(rootsAbout(slack, alarm)).toEqual([]);
        slack.stayIn(undefined);
        await alarmToSlack.invoke(JSON.stringify(kept.requestPayload));

        expect(kept.requestContext).toEqual({
          functionArn: expect.stringContaining('tidemarket-dev-alarmToSlack'),
          approximateInvokeCount: 3,
        });
        expect(sent).toEqual([
          expect.stringContaining(
            `This came by e-mail because Slack did not take the message: ${because}.`,
          ),
        ]);
        expect(await readOutcomes(get(), `${id(alarm)} ALARM`)).toEqual(['posted']);
        getRoot(slack, alarm);
      },
    );

    it.each(['FailedEventsWaiting', 'AlarmToSlackFailed', 'AlarmsUndelivered', 'HeartbeatMissed'])(
      'has the alarm %s go by e-mail without it',
      async (alarm) => {
        const { id, setAlarm, mails } = get();

        await setAlarm(alarm, 'ALARM');

        await eventually(async () =>
          expect((await mails.all()).map((it) => it.Subject)).toContainEqual(
            expect.stringContaining(`ALARM: "${id(alarm)}"`),
          ),
        );
      },
    );
  });
};
