import { DeleteDBInstanceCommand } from '@aws-sdk/client-rds';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../eventually.ts';
import {
  accessDenied,
  type FaultyApi,
  startFaultyApi,
  throttled,
} from '../operations/faulty-api.ts';
import { slow } from './damage.ts';
import { type DrillStage, minuteMs } from './drill-stage.ts';

export const describeTrouble = (get: () => DrillStage): void => {
  describe('a drill that meets trouble cleans up', () => {
    let faulty: FaultyApi;

    beforeAll(async () => {
      faulty = await startFaultyApi(get().cloud.emulator.endpoint);
      await get().takeSnapshot();
    });
    afterEach(() => get().verifyBackup.change({}));
    afterAll(() => faulty.stop());

    const through = () => ({ AWS_ENDPOINT_URL_RDS: faulty.endpoint });

    it('when AWS refuses the restore', async () => {
      await get().verifyBackup.change({ environment: through() });
      faulty.refuse('RestoreDBInstanceFromDBSnapshot', accessDenied);

      const { error, report } = await get().drills.run();

      expect(error).toBe('BackupNotProven');
      expect(report?.answer.because).toContain('is not authorized');
    });

    it('when AWS is busy for a while, which is no trouble at all', async () => {
      await get().verifyBackup.change({ environment: through() });
      faulty.refuse('DescribeDBInstances', throttled, 2);

      const { status } = await get().drills.run();

      expect(faulty.refused()).toBeGreaterThan(2);
      expect(status).toBe('SUCCEEDED');
    });

    it('when the restore is stuck, even if the copy cannot be deleted yet', async () => {
      await get().cloud.emulator.holdRestores(true);
      await get().verifyBackup.change({
        now: new Date(Date.now() + 3 * 60 * minuteMs).toISOString(),
      });
      const execution = await get().drills.start();
      await eventually(
        async () => expect(await get().drills.statesOf(execution)).toContain('WaitUntilGone'),
        { withinMs: 90_000 },
      );
      await get().cloud.emulator.holdRestores(false);

      const { error, report } = await get().drills.waitForEnd(execution);

      expect(error).toBe('BackupNotProven');
      expect(report?.answer).toMatchObject({ isCleanedUp: true });
      expect(report?.answer.because).toMatch(/still creating after \d+ minutes/);
    });

    it('when somebody deletes the copy in the middle', async () => {
      const execution = await get().drills.start();
      const name = await get().drills.waitForCopy();
      await eventually(() =>
        get().rds.send(
          new DeleteDBInstanceCommand({ DBInstanceIdentifier: name, SkipFinalSnapshot: true }),
        ),
      );

      const { error, report } = await get().drills.waitForEnd(execution);

      expect(error).toBe('BackupNotProven');
      expect(report?.answer).toMatchObject({ isProven: false, isCleanedUp: true });
      expect(report?.answer.because).toMatch(/is not there any more|is deleting|No connection/);
    });

    it('when a check has no more time, twice', async () => {
      await get().takeSnapshot(slow('tidemarket'));
      // Five seconds of it are kept back for the answer.
      await get().checkBackup.change({ timeoutSeconds: 11 });

      const { error, report } = await get().drills.run();
      await get().checkBackup.change({});
      await get().takeSnapshot();

      expect(error).toBe('BackupNotProven');
      expect(report?.answer).toMatchObject({ isProven: false, failed: [], isCleanedUp: true });
      expect(report?.answer.because).toMatch(/^TIME_UP: The job did not end within/);
      const said = (await get().checkBackup.logLines()).map(({ message }) => message);
      expect(said.slice(-2)).toEqual(['failed', 'failed']);
    });

    it('or does not begin while another one is under way; the sweep leaves both alone', async () => {
      await get().cloud.emulator.holdRestores(true);
      const first = await get().drills.start();
      const name = await get().drills.waitForCopy();

      const asked = (event: object) => get().verifyBackup.invoke(JSON.stringify(event));
      const refused = await asked({ action: 'start' });
      const status = await asked({ action: 'status' });
      const planned = await asked({ action: 'start', dryRun: true });
      const second = await get().drills.run();
      const busy = await asked({ action: 'status' });
      const swept = await get().verifyBackup.invoke(JSON.stringify({ action: 'sweep' }));
      expect((await get().drills.listCopies()).map(([it]) => it)).toEqual([name]);
      await get().cloud.emulator.holdRestores(false);

      expect(refused).toMatchObject({ errorType: 'DRILL_UNDER_WAY' });
      expect(status).toMatchObject({
        status: 'RUNNING',
        summary: expect.stringMatching(/^under way/),
      });
      expect(planned).toMatchObject({ summary: expect.stringMatching(/^would be refused/) });
      expect(busy).toMatchObject({ summary: 'another drill was under way' });
      expect([second.status, second.begin?.answer.outcome]).toEqual(['SUCCEEDED', 'busy']);
      expect(second.report).toBeUndefined();
      expect(swept).toEqual({ outcome: 'swept', leftovers: [] });
      expect((await get().drills.waitForEnd(first)).status).toBe('SUCCEEDED');
    });
  });
};
