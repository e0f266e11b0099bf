import { AutoScalingClient, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand, EC2Client } from '@aws-sdk/client-ec2';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import type { FakeSlack } from '../../fake-slack.ts';
import { wholeText } from '../operations/slack-messages.ts';
import type { Maintenance } from './maintenance.ts';
import { readInstances, readRefreshes, readWriter } from './snapshot.ts';

const confirmed = ['--stage', 'dev', '--confirm', 'dev', '--by', 'Mo'] as const;

/** What a confirmed order does, asked for by `npm run ops`. */
export const describeFleet = (get: () => Maintenance, slack: () => FakeSlack): void => {
  /** The last record, and what people were told. */
  const expectRecorded = async (job: string, summary: string) => {
    const record = (await get().audit(job)).at(-1);
    expect([record?.by, record?.summary]).toEqual(['Mo', expect.stringContaining(summary)]);
    expect(record).toHaveProperty('endedAt');
    const news = await get().news(job);
    expect(news.at(-1)).toMatchObject({
      level: 'info',
      text: expect.stringContaining(summary),
      facts: [['Asked for by', 'Mo']],
    });
  };

  describe('failing the database over', () => {
    const setClock = async (now: string) => (await get().open('failOverDatabase')).change({ now });

    it('makes the chosen reader the writer, and is followed until it is', async () => {
      await setClock('2026-12-01T15:00:00Z');
      const before = await readWriter(get());
      const to = `${get().id('Database')}-instance-3`;

      const { code, stderr } = await get().ops(
        ...['failOverDatabase', '--data', JSON.stringify({ to }), ...confirmed],
      );

      expect([code, stderr]).toEqual([0, expect.stringContaining('failing-over')]);
      expect(stderr).toContain(`100 %  the database is available, writer ${to}`);
      expect(before).not.toBe(to);
      expect(await readWriter(get())).toBe(to);
      await expectRecorded('fail-over-database', `${to} is to be the writer instead of ${before}`);
      await eventually(() =>
        expect(slack().messages().map(wholeText)).toContainEqual(
          expect.stringContaining(`${to} is to be the writer instead of ${before}`),
        ),
      );
    });

    it('asked for again is done already', async () => {
      const to = await readWriter(get());

      expect(await get().invoke('failOverDatabase', { to, confirm: 'dev' })).toMatchObject({
        outcome: 'unchanged',
      });
    });

    it("waits for another hour in the shop's evening, unless told", async () => {
      await setClock('2026-12-02T00:30:00Z');

      const refused = await get().ops('failOverDatabase', ...confirmed);
      const planned = await get().ops(
        ...['failOverDatabase', '--data', '{"evenAtPeak":true}', '--dry-run', '--stage', 'dev'],
      );

      expect([refused.code, refused.stderr]).toEqual([
        1,
        expect.stringMatching(/FAILED EVENING_PEAK: .*add "evenAtPeak": true/),
      ]);
      expect([planned.code, planned.stdout]).toEqual([0, expect.stringContaining('Would make')]);
      await setClock('2026-12-01T15:00:00Z');
    });

    it('to somebody who is no reader is refused', async () => {
      const event = { to: 'somebody', confirm: 'dev' };

      expect(await get().invoke('failOverDatabase', event)).toMatchObject({
        errorType: 'STANDBY_UNKNOWN',
        errorMessage: expect.stringContaining('-instance-1'),
      });
    });
  });

  describe('replacing the fleet', () => {
    it('is an instance refresh that keeps every instance until there is another', async () => {
      const { code, stderr } = await get().ops(
        ...['replaceFleet', '--example', 'replace', ...confirmed],
      );

      expect([code, stderr]).toEqual([0, expect.stringContaining('100 %  replacement Successful')]);
      const [refresh] = await readRefreshes(get());
      expect(refresh).toMatchObject({
        Status: 'Successful',
        Preferences: {
          MinHealthyPercentage: 100,
          MaxHealthyPercentage: 110,
          SkipMatching: false,
          StandbyInstances: 'Ignore',
        },
      });
      expect(refresh?.DesiredConfiguration).toBeUndefined();
      await expectRecorded('replace-fleet', 'Replaces 1 instance, one after another');
    });

    it('to another version of the launch template asks for that, and refuses one there is not', async () => {
      const { LaunchTemplateVersion } = await new EC2Client(get().cloud.client).send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateId: get().id('StorefrontLaunchTemplate'),
          SourceVersion: '1',
          LaunchTemplateData: { InstanceType: 't4g.large' },
        }),
      );
      const version = LaunchTemplateVersion?.VersionNumber;

      const unknown = await get().invoke('replaceFleet', {
        ...{ action: 'rollBack', version: 99, confirm: 'dev' },
      });
      const { code } = await get().ops(
        ...[
          'replaceFleet',
          '--data',
          JSON.stringify({ action: 'rollBack', version }),
          ...confirmed,
        ],
      );

      expect(unknown).toMatchObject({
        errorType: 'VERSION_UNKNOWN',
        errorMessage: expect.stringContaining('There are 2, 1'),
      });
      expect(code).toBe(0);
      const [refresh] = await readRefreshes(get());
      expect(refresh?.DesiredConfiguration).toMatchObject({
        MixedInstancesPolicy: {
          LaunchTemplate: {
            LaunchTemplateSpecification: {
              LaunchTemplateId: get().id('StorefrontLaunchTemplate'),
              Version: String(version),
            },
          },
        },
      });
    });

    it('happens once at a time, and can be stopped', async () => {
      const event = { action: 'replace', confirm: 'dev' };
      await get().invoke('replaceFleet', event);

      const second = await get().invoke('replaceFleet', event);
      const stopped = await get().ops('replaceFleet', '--example', 'cancel', '--stage', 'dev');
      const again = await get().invoke('replaceFleet', { action: 'cancel' });

      expect(second).toMatchObject({ errorType: 'REFRESH_IN_PROGRESS' });
      expect([stopped.code, stopped.stderr]).toEqual([
        0,
        expect.stringContaining('replacement Cancelled'),
      ]);
      expect(again).toMatchObject({ errorType: 'NO_REFRESH' });
    });
  });

  describe('draining an instance', () => {
    beforeAll(async () => {
      await new AutoScalingClient(get().cloud.client).send(
        new SetDesiredCapacityCommand({
          AutoScalingGroupName: get().id('StorefrontGroup'),
          DesiredCapacity: 2,
        }),
      );
    });

    it('ends it, and another takes its place', async () => {
      const [first, second] = await readInstances(get());
      const data = JSON.stringify({ instanceId: first?.id });

      const { code, stderr } = await get().ops('drainInstance', '--data', data, ...confirmed);

      const after = await readInstances(get());
      expect([code, stderr]).toEqual([0, expect.stringContaining('100 %')]);
      expect(after).toHaveLength(2);
      expect(after.map(({ id }) => id)).toContain(second?.id);
      expect(after.map(({ id }) => id)).not.toContain(first?.id);
      await expectRecorded('drain-instance', `${first?.id} leaves service, then ends`);
    });

    it('keeps it to be looked at, and puts it back', async () => {
      const [first] = await readInstances(get());
      const instanceId = first?.id ?? '';
      const data = JSON.stringify({ instanceId });

      const kept = await get().ops(
        ...['drainInstance', '--example', 'keep', '--data', data, '--no-wait', ...confirmed],
      );
      const during = await readInstances(get());
      const back = await get().ops(
        ...['drainInstance', '--example', 'return', '--data', data, '--stage', 'dev'],
      );

      expect([kept.code, back.code]).toEqual([0, 0]);
      expect(during).toContainEqual({ id: instanceId, state: 'Standby' });
      expect(await readInstances(get())).toContainEqual({ id: instanceId, state: 'InService' });
    });
  });

  describe('invalidating the edge', () => {
    it('begins an invalidation of the paths, and is followed until it is everywhere', async () => {
      const { code, stdout, stderr } = await get().ops(
        ...['invalidateEdge', '--example', 'offers', '--stage', 'dev', '--by', 'Mo'],
      );

      expect([code, stdout]).toEqual([0, expect.stringContaining('Invalidates / /offers.html')]);
      expect(stderr).toContain('invalidation InProgress');
      expect(stderr).toContain('100 %  invalidation Completed');
      await expectRecorded('invalidate-edge', 'Invalidates / /offers.html');
    });

    it('of everything has to be confirmed, and warns', async () => {
      const { code, stdout } = await get().ops(
        ...['invalidateEdge', '--example', 'everything', '--json', '--no-wait', ...confirmed],
      );

      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({
        stage: 'dev',
        event: { by: 'Mo', confirm: 'dev' },
        answer: { outcome: 'begun', warning: expect.stringContaining('fetched anew') },
      });
    });
  });
};
