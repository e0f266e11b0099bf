import { CloudWatchClient, ListMetricsCommand } from '@aws-sdk/client-cloudwatch';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { eventually } from '../../eventually.ts';
import { ask } from '../cloud.ts';
import { runOps } from '../run-ops.ts';
import type { DrillStage } from './drill-stage.ts';

const begun = z.object({ answer: z.object({ execution: z.string().startsWith('by-hand-') }) });

export const describeProven = (get: () => DrillStage): void => {
  describe('a backup that is what the database was', () => {
    let execution = '';

    it('is proven: restored, compared, deleted, counted and told', async () => {
      const snapshot = await get().takeSnapshot();
      // Life goes on after it.
      const change = (by: number) =>
        ask(get().cloud, `update tidemarket.orders set total_minor = total_minor + ${by}`);
      await change(1);

      const asked = await runOps(get().cloud, [
        ...['verifyBackup', '--example', 'start', '--stage', 'dev', '--json'],
      ]);
      execution = get().drills.arnOf(begun.parse(JSON.parse(asked.stdout)).answer.execution);
      const { status, error, check, report, states } = await get().drills.waitForEnd(execution);

      await change(-1);
      expect([status, error]).toEqual(['SUCCEEDED', undefined]);
      expect([asked.code, asked.stderr]).toEqual([0, expect.stringContaining('under way: ')]);
      expect(asked.stderr).toContain(`100 %  The backup ${snapshot} is proven`);
      expect(check?.answer.checks.filter(({ ok }) => !ok)).toEqual([]);
      expect(check?.answer.checks.length).toBeGreaterThan(10);
      expect(report?.answer).toMatchObject({
        snapshotId: snapshot,
        isProven: true,
        isCleanedUp: true,
        rpoSeconds: expect.any(Number),
        rtoSeconds: expect.any(Number),
        trend: { drills: 1, proven: 1 },
      });
      expect(report?.answer.rtoSeconds).toBeGreaterThan(0);
      expect(states.indexOf('CleanUp')).toBeGreaterThan(states.indexOf('Check'));

      const told = await eventually(async () => {
        const message = await get().lastNews();
        expect(message).toContain('is proven');
        return message;
      });
      expect(told).toMatch(/Would be lost.*Time to restore/s);
      const { Metrics = [] } = await new CloudWatchClient(get().cloud.client).send(
        new ListMetricsCommand({ MetricName: 'DrillRtoSeconds' }),
      );
      expect(Metrics).not.toEqual([]);
    });

    it('leaves no password where others can read it', async () => {
      const { password } = JSON.parse(await get().secret('DrillDatabaseSecret'));
      const logged = JSON.stringify(await get().verifyBackup.logLines());
      const history = await get().drills.readHistory(execution);

      expect(password).toMatch(/^.{20,}$/);
      expect(logged).toContain('"outcome":"ready"');
      expect(history).toContain('"name":"SetPassword"');
      for (const text of [logged, history, await get().lastNews()]) {
        expect(text).not.toContain(password);
      }
    });
  });
};
