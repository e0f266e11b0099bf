import { CloudWatchClient, GetMetricWidgetImageCommand } from '@aws-sdk/client-cloudwatch';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import { type Operations, slackBot } from './operations.ts';
import { putEvent } from './put-event.ts';
import { readOutcomes } from './read-outcomes.ts';
import { colorOf, getRoot, rootsAbout, wholeText } from './slack-messages.ts';

const green = '#2eb67d';
const crossed =
  'Threshold Crossed: 5 out of the last 10 datapoints [3.25 (22/11/26 23:03:00)] were greater than the threshold (2.0).';

/** From an alarm's state to what the channel shows, by the deployed function. */
export const describeIncidents = (get: () => Operations): void => {
  /** The alarm's notifications, as CloudWatch wrote them. */
  const findNotifications = async (alarmName: string): Promise<readonly string[]> => {
    const all = await get().notifications.all();
    return all.map((it) => it.Message).filter((it) => it.includes(`"AlarmName": "${alarmName}"`));
  };

  describe('an alarm', () => {
    const alarm = 'LoadBalancerLatencyTooHigh';
    beforeAll(() => get().setSlackSecret(slackBot));

    it('is one thread: a message with its links, a picture, a reply, and the message turns green', async () => {
      const { slack, setAlarm } = get();

      await setAlarm(alarm, 'ALARM', crossed);
      const opened = await eventually(() => {
        const root = getRoot(slack, alarm);
        expect(slack.pictures().map((it) => it.thread)).toContain(root.ts);
        return root;
      });
      await setAlarm(alarm, 'OK', 'It is fine again');
      const closed = await eventually(() => {
        expect(slack.repliesTo(opened.ts)).toHaveLength(1);
        return getRoot(slack, alarm);
      });

      expect(opened.text).toBe(`:warning: *dev* ${alarm} (warning)`);
      expect(wholeText(opened)).toContain('3.25, alarms above 2');
      expect(wholeText(opened)).toContain(
        `https://git.example/shop/blob/main/docs/runbooks/${alarm}.md`,
      );
      expect(closed.ts).toBe(opened.ts);
      expect(closed.text).toMatch(/^:large_green_circle: \*dev\* .+ recovered after \d+ (s|min)/);
      expect(colorOf(closed)).toBe(green);
      expect(slack.repliesTo(opened.ts)[0]?.text).toMatch(/Recovered at .+ after it began/);
    });

    it('that the topic delivers again, twice at once, is told once', async () => {
      const { slack, id, publish } = get();
      const name = id(alarm);
      const [opened = ''] = await findNotifications(name);
      const before = slack.messages().length;

      await Promise.all([publish(opened), publish(opened)]);

      await eventually(async () => {
        const outcomes = await readOutcomes(get(), `${name} ALARM`);
        expect(outcomes).toEqual(['posted', 'told already', 'told already']);
      });
      expect(slack.messages()).toHaveLength(before);
    });

    it('that comes after its own recovery is shown as over', async () => {
      const { slack, id, publish } = get();
      const [opened = '', recovered = ''] = await findNotifications(id(alarm));
      const other = id('StorefrontHostsUnhealthy');
      const rename = (text: string) => text.replaceAll(id(alarm), other);

      await publish(rename(recovered));
      await eventually(async () =>
        expect(await readOutcomes(get(), `${other} OK`)).toEqual(['nothing to tell']),
      );
      await publish(rename(opened));

      const root = await eventually(() => getRoot(slack, 'StorefrontHostsUnhealthy'));
      expect(root.text).toContain('recovered after');
      expect(colorOf(root)).toBe(green);
    });

    it('goes on in a new message when somebody deleted the first', async () => {
      const { slack, setAlarm } = get();

      await setAlarm('DatabaseCpuTooHigh', 'ALARM');
      slack.forget((await eventually(() => getRoot(slack, 'DatabaseCpuTooHigh'))).ts);
      await setAlarm('DatabaseCpuTooHigh', 'OK');

      const root = await eventually(() => getRoot(slack, 'DatabaseCpuTooHigh'));
      expect(root.text).toContain('recovered after');
    });

    it('for information is left to the digest', async () => {
      const { slack, id, setAlarm } = get();

      await setAlarm('EdgeRequestsHigh', 'ALARM');

      await eventually(async () =>
        expect(await readOutcomes(get(), `${id('EdgeRequestsHigh')} ALARM`)).toEqual([
          'left to the digest',
        ]),
      );
      expect(rootsAbout(slack, 'EdgeRequestsHigh')).toEqual([]);
    });

    it("has a picture of the metric that is one: CloudWatch's own answer", async () => {
      const widget = { width: 80, height: 30, metrics: [['AWS/EC2', 'CPUUtilization']] };
      const { MetricWidgetImage } = await new CloudWatchClient(get().client).send(
        new GetMetricWidgetImageCommand({ MetricWidget: JSON.stringify(widget) }),
      );

      expect([...(MetricWidgetImage ?? []).slice(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
    });
  });

  describe('what AWS has to say', () => {
    it('of the database reaches the channel, and of somebody else it does not', async () => {
      const { slack, client } = get();
      const event = (SourceIdentifier: string, Message: string) => ({
        source: 'aws.rds',
        detailType: 'RDS DB Instance Event',
        detail: { EventCategories: ['failure'], SourceIdentifier, Message },
      });

      await putEvent(client, event('another-shop', 'Not of this stage'));
      await putEvent(client, event('tidemarket-dev-db', 'The storage is <broken>'));

      const root = await eventually(() => getRoot(slack, 'Database tidemarket-dev-db: failure'));
      expect(wholeText(root)).toContain('The storage is &lt;broken&gt;');
      expect(rootsAbout(slack, 'another-shop')).toEqual([]);
    });

    it('of instances that could not be launched does, too', async () => {
      const { slack, client, id } = get();

      await putEvent(client, {
        source: 'aws.autoscaling',
        detailType: 'EC2 Instance Launch Unsuccessful',
        detail: {
          AutoScalingGroupName: id('StorefrontGroup'),
          StatusMessage: 'There is no Spot capacity',
        },
      });

      const root = await eventually(() => getRoot(slack, 'could not launch an instance'));
      expect(wholeText(root)).toContain('There is no Spot capacity');
    });
  });

  describe('with a webhook only', () => {
    it('each change is a plain message', async () => {
      const { slack, id, setSlackSecret, setAlarm } = get();
      await setSlackSecret({ webhookUrl: slack.webhookUrl });

      await setAlarm('StorefrontCpuTooHigh', 'ALARM');
      await eventually(() => getRoot(slack, 'StorefrontCpuTooHigh (warning)'));
      await setAlarm('StorefrontCpuTooHigh', 'OK');

      await eventually(async () =>
        expect(await readOutcomes(get(), `${id('StorefrontCpuTooHigh')} OK`)).toEqual(['posted']),
      );
      getRoot(slack, 'StorefrontCpuTooHigh recovered after');
      expect(rootsAbout(slack, 'StorefrontCpuTooHigh')).toHaveLength(2);
    });
  });

  describe('before Slack is set up', () => {
    it('everything goes by e-mail', async () => {
      const { slack, mails, setSlackSecret, setAlarm } = get();
      await setSlackSecret({});

      await setAlarm('DatabaseStorageTooLow', 'ALARM');

      const mail = await eventually(async () => {
        const found = (await mails.all()).find((it) =>
          it.Subject.includes('DatabaseStorageTooLow'),
        );
        if (!found) throw new Error('no mail');
        return found;
      });
      expect(mail.Message).toContain('This came by e-mail because Slack is not set up.');
      expect(rootsAbout(slack, 'DatabaseStorageTooLow')).toEqual([]);
    });
  });
};
