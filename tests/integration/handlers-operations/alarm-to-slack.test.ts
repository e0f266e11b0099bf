import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type FakeSlack,
  slackChannel,
  slackToken,
  startFakeSlack,
} from '../../support/fake-slack.ts';
import {
  buildNotification,
  type NotificationOptions,
} from '../../unit/handlers/alarm-to-slack/alarm-notices.ts';
import { type OperationsBench, startOperationsBench } from './operations-bench.ts';
import { openSlackDesk } from './slack-desk.ts';

const asBot = { token: slackToken, channel: slackChannel };

const alarm = (minutes: number, more: NotificationOptions = {}) =>
  buildNotification({
    at: new Date(Date.UTC(2026, 10, 22, 23) + minutes * 60_000).toISOString().replace('Z', '+0000'),
    ...more,
  });
const recovery = (minutes: number) => alarm(minutes, { state: 'OK', reason: 'is fine again' });

let bench: OperationsBench;
let slack: FakeSlack;

beforeAll(async () => {
  bench = await startOperationsBench();
});
afterAll(() => bench.stop());
afterEach(() => slack.stop());

const open = async (options: Partial<Parameters<typeof openSlackDesk>[2]> = {}) => {
  slack = await startFakeSlack();
  return openSlackDesk(bench, slack, { secret: asBot, ...options });
};
const openWebhook = async () => {
  slack = await startFakeSlack();
  return openSlackDesk(bench, slack, { secret: { webhookUrl: slack.webhookUrl } });
};
const colors = () => slack.roots().map((it) => Object(it.attachments?.[0])['color']);

describe('an incident in a channel', () => {
  it('is one thread: a message, a picture, a reply, and the message turns green', async () => {
    const { publish } = await open();

    await publish(alarm(0));
    const [root] = slack.roots();
    await publish(recovery(12));

    expect(root?.text).toContain('LoadBalancerLatencyTooHigh (warning)');
    expect(slack.roots()).toHaveLength(1);
    expect(slack.roots()[0]?.text).toContain('recovered after 12 min');
    expect(colors()).toEqual(['#2eb67d']);
    expect(slack.repliesTo(root?.ts ?? '').map((it) => it.text)).toEqual([
      expect.stringContaining('Recovered'),
    ]);
    expect(slack.pictures()).toEqual([{ thread: root?.ts, bytes: expect.any(Number) }]);
  });

  it('is told once, however often it is delivered', async () => {
    const { publish } = await open();

    await publish(alarm(0), 'same');
    const again = await publish(alarm(0), 'same');
    const byOtherMessage = await publish(alarm(0), 'other');

    expect(slack.messages()).toHaveLength(1);
    expect(again.deliveries).toMatchObject([{ outcome: 'told already' }]);
    expect(byOtherMessage.deliveries).toMatchObject([{ outcome: 'told already' }]);
  });

  it('is told once when it is delivered twice at the same time', async () => {
    const { publish } = await open();

    const results = await Promise.all([publish(alarm(0)), publish(alarm(0)), publish(alarm(0))]);

    expect(slack.messages()).toHaveLength(1);
    expect(results.flatMap((it) => it.deliveries.map(({ outcome }) => outcome)).sort()).toEqual([
      'posted',
      'told already',
      'told already',
    ]);
  });

  it('that comes after its own recovery is told as over', async () => {
    const { publish } = await open();

    await publish(recovery(5));
    await publish(alarm(0));

    expect(slack.roots().map((it) => it.text)).toEqual([
      expect.stringContaining('recovered after 5 min'),
    ]);
  });

  it('that flaps stops talking, and its message keeps showing the truth', async () => {
    const { publish } = await open();

    for (const minutes of [0, 2, 4, 6, 8, 10, 12]) {
      await publish(minutes % 4 === 0 ? alarm(minutes) : recovery(minutes));
    }

    const [root] = slack.roots();
    expect(slack.roots()).toHaveLength(1);
    expect(slack.repliesTo(root?.ts ?? '')).toHaveLength(4);
    expect(root?.text).toContain('warning, flapping');
  });

  it('goes on in a new message when somebody deleted the first', async () => {
    const { publish } = await open();

    await publish(alarm(0));
    slack.forget(slack.roots()[0]?.ts ?? '');
    await publish(recovery(3));

    expect(slack.roots().map((it) => it.text)).toEqual([expect.stringContaining('recovered')]);
  });

  it('is reminded of in its thread, and in the channel', async () => {
    const { publish } = await open();
    const reminder = {
      source: 'tidemarket',
      kind: 'reminder',
      id: 'r-1',
      alarmName: alarm(0).AlarmName,
      description: 'Slow.',
      since: '2026-11-22T23:00:00.000Z',
      at: '2026-11-23T03:05:00.000Z',
    };

    await publish(alarm(0));
    await publish(reminder);
    await publish(reminder);

    const [root] = slack.roots();
    expect(slack.repliesTo(root?.ts ?? '')).toMatchObject([
      { text: expect.stringContaining('4 h 5 min'), reply_broadcast: true },
    ]);
  });

  it('for information is left to the digest', async () => {
    const { publish } = await open();

    const { deliveries } = await publish(alarm(0, { severity: 'info' }));

    expect(deliveries).toMatchObject([{ outcome: 'left to the digest' }]);
    expect(slack.calls()).toEqual([]);
  });
});

describe('the heartbeat', () => {
  const heartbeat = { name: 'tidemarket-prod-MorningHeartbeat', severity: 'info' };

  it('is one line, counted, and its recovery is nothing to tell', async () => {
    const { publish, counted } = await open();

    await publish(alarm(0, heartbeat));
    await publish(alarm(2, { ...heartbeat, state: 'OK' }));
    await publish(alarm(1_440, heartbeat));

    expect(slack.roots().map((it) => it.text)).toEqual([
      expect.stringContaining('reach this channel'),
      expect.stringContaining('reach this channel'),
    ]);
    expect(counted['HeartbeatDelivered']).toBe(2);
  });

  it('that nobody can receive does not count', async () => {
    const { publish, counted } = await open({ secret: {} });

    await publish(alarm(0, heartbeat));

    expect(counted).toEqual({ MessagesMailed: 1, SlackNotSetUp: 1 });
  });
});

describe('Slack that does not take it', () => {
  it('says when to come back, and is obeyed', async () => {
    const { publish, sleeps } = await open();
    slack.nextMoods({ status: 429, headers: { 'retry-after': '7' } });

    await publish(alarm(0));

    expect(slack.roots()).toHaveLength(1);
    expect(sleeps).toContain(7_000);
  });

  it.each([
    ['an error of its own', { status: 500 }],
    ['an error in its own words', { status: 200, body: '{"ok":false,"error":"internal_error"}' }],
    ['a lost connection', 'hang up'],
  ] as const)('is asked again after %s', async (_, mood) => {
    const { publish } = await open();
    slack.nextMoods(mood, mood);

    await publish(alarm(0));

    expect(slack.roots()).toHaveLength(1);
  });

  it.each([
    [
      'wishes more time than there is',
      { status: 429, headers: { 'retry-after': '600' } },
      'SLACK_AWAY',
    ],
    ['stays broken', { status: 503 }, 'SLACK_AWAY'],
    [
      'knows the token no more',
      { status: 200, body: '{"ok":false,"error":"token_revoked"}' },
      'SLACK_REFUSED',
    ],
    ['is not Slack', { status: 404, body: '<html>' }, 'SLACK_REFUSED'],
  ] as const)('fails the function and is mailed once when it %s', async (_, mood, code) => {
    const { publish, takeMails, counted } = await open();
    slack.stayIn(mood);

    await expect(publish(alarm(0), 'same')).rejects.toMatchObject({ code });
    await expect(publish(alarm(0), 'same')).rejects.toMatchObject({ code });
    const mails = await takeMails();
    slack.stayIn(undefined);
    const later = await publish(alarm(0), 'same');

    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toBe('prod LoadBalancerLatencyTooHigh (warning)');
    expect(mails[0]?.text).toContain('Runbook: https://git.example/');
    expect(counted['MessagesNotPosted']).toBe(2);
    expect(later.deliveries).toMatchObject([{ outcome: 'posted' }]);
  });

  it('does not answer: the function ends in time', async () => {
    const { publish, takeMails } = await open({ timeMs: 300 });
    slack.stayIn('silence');

    await expect(publish(alarm(0))).rejects.toMatchObject({ code: 'SLACK_AWAY' });

    expect(await takeMails()).toHaveLength(1);
  });

  it('keeps none of the other messages back', async () => {
    const { deliver } = await open();
    const record = (id: string, message: unknown) => ({
      Sns: { MessageId: id, Message: JSON.stringify(message), Timestamp: '2026-11-22T23:04:06Z' },
    });
    slack.nextMoods({ status: 200, body: '{"ok":false,"error":"fatal"}' });

    const both = deliver({
      Records: [
        record('1', alarm(0, { name: 'first' })),
        record('2', alarm(0, { name: 'second' })),
      ],
    });

    await expect(both).rejects.toMatchObject({ code: 'SLACK_REFUSED' });
    expect(slack.roots().map((it) => it.text)).toEqual([expect.stringContaining('second')]);
  });

  it('takes the text alone when it does not like the form', async () => {
    const { publish } = await open();
    slack.nextMoods({ status: 200, body: '{"ok":false,"error":"invalid_attachments"}' });

    await publish(alarm(0));

    expect(slack.roots()).toMatchObject([{ text: expect.stringContaining('(warning)') }]);
    expect(slack.roots()[0]?.attachments).toBeUndefined();
  });

  it('gives no picture, which keeps nothing back', async () => {
    const failing = { drawMetric: () => Promise.reject(new Error('AccessDenied')) };
    const { publish, counted } = await open({ services: failing });

    await publish(alarm(0));

    expect(slack.roots()).toHaveLength(1);
    expect(counted['PicturesFailed']).toBe(1);
  });
});

describe('a webhook', () => {
  it('gets a message for each change', async () => {
    const { publish } = await openWebhook();

    await publish(alarm(0));
    await publish(alarm(0));
    await publish(recovery(12));

    expect(slack.messages().map((it) => it.text)).toEqual([
      expect.stringContaining('(warning)'),
      expect.stringContaining('recovered after 12 min'),
    ]);
    expect(new Set(slack.calls())).toEqual(new Set(['webhook']));
  });

  it('is spared what flaps', async () => {
    const { publish } = await openWebhook();

    for (const minutes of [0, 2, 4, 6, 8, 10, 12]) {
      await publish(minutes % 4 === 0 ? alarm(minutes) : recovery(minutes));
    }

    expect(slack.messages()).toHaveLength(5);
    expect(slack.messages().at(-1)?.text).toContain('flapping');
  });

  it('that is gone fails the function, without telling its address', async () => {
    const { publish, takeMails } = await openWebhook();
    slack.stayIn({ status: 410, body: 'channel_is_archived' });

    const failing = publish(alarm(0));

    await expect(failing).rejects.toThrow('status 410, channel_is_archived');
    await expect(failing).rejects.not.toThrow(slack.webhookUrl);
    expect(await takeMails()).toHaveLength(1);
  });
});

describe('without Slack', () => {
  it('everything goes by e-mail, and it is counted', async () => {
    const { publish, takeMails, counted } = await open({ secret: {} });

    const { deliveries } = await publish(alarm(0));
    await publish('Budget Name: tidemarket');

    expect(deliveries).toMatchObject([{ outcome: 'mailed' }]);
    expect(await takeMails()).toHaveLength(2);
    expect(counted).toMatchObject({ MessagesMailed: 2, SlackNotSetUp: 2 });
  });

  it('and without an address it says that nobody receives anything', async () => {
    const { publish } = await open({ secret: {} });
    const alone = await publish(alarm(0));
    await slack.stop();
    const { publish: publishAndMail } = await open({
      secret: {},
      config: { ALERT_EMAIL: 'on-call@example.com' },
    });

    expect(alone.warning).toContain('nobody receives this');
    expect(await publishAndMail(alarm(0))).not.toHaveProperty('warning');
  });

  it('a secret that is not usable is mailed about, too', async () => {
    const { publish, takeMails } = await open({ secret: { token: 'xoxb-1' } });

    await expect(publish(alarm(0))).rejects.toMatchObject({ code: 'SECRET_INVALID' });

    const [mail] = await takeMails();
    expect(mail?.text).toContain('The Slack secret is none of');
    expect(mail?.text).not.toContain('xoxb-1');
  });
});

describe('trying it out', () => {
  it('answers with what Slack would be sent, and sends nothing', async () => {
    const { deliver, publish, takeMails } = await open();

    const tried = await deliver({ dryRun: true, message: alarm(0) });

    expect(tried).toMatchObject({
      outcome: 'planned',
      slack: 'bot',
      deliveries: [{ outcome: 'would be told', wouldSend: { root: { text: expect.any(String) } } }],
    });
    expect(slack.calls()).toEqual([]);
    expect(await takeMails()).toEqual([]);
    await publish(alarm(0));
    expect(slack.roots()).toHaveLength(1);
  });
});

describe('news', () => {
  const launchFailure = (id: string, minutes: number) => ({
    id,
    'detail-type': 'EC2 Instance Launch Unsuccessful',
    source: 'aws.autoscaling',
    time: new Date(Date.UTC(2026, 10, 22, 23, minutes)).toISOString(),
    detail: { AutoScalingGroupName: 'group', StatusMessage: `try ${minutes}` },
  });

  it('of one kind share a thread within the hour, and become quiet', async () => {
    const { deliver } = await open();

    for (let minutes = 0; minutes < 9; minutes += 1) {
      await deliver(launchFailure(`e-${minutes}`, minutes));
    }
    await deliver(launchFailure('e-0', 0));
    await deliver(launchFailure('e-61', 61));

    const [first, second] = slack.roots();
    expect(slack.roots()).toHaveLength(2);
    expect(slack.repliesTo(first?.ts ?? '')).toHaveLength(5);
    expect(JSON.stringify(first)).toContain('Times within the hour');
    expect(JSON.stringify(second)).toContain('try 61');
  });
});
