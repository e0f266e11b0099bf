import { describe, expect, it } from '@jest/globals';
import { operation as drainInstance } from '../../../handlers/drain-instance/operation.ts';
import { operation as failOverDatabase } from '../../../handlers/fail-over-database/operation.ts';
import { operation as invalidateEdge } from '../../../handlers/invalidate-edge/operation.ts';
import { operation as replaceFleet } from '../../../handlers/replace-fleet/operation.ts';
import type { Operation } from '../../../handlers/shared/operation.ts';
import { operation as verifyBackup } from '../../../handlers/verify-backup/operation.ts';
import { follow } from '../../../scripts/ops/follow.ts';
import { OpsError } from '../../../scripts/ops/ops-error.ts';

const begun = { outcome: 'begun', refreshId: 'r-1' };
const refresh = (status: string, percent: number, reason?: string) => ({
  refresh: { status, percent, reason },
});

const run = async (operation: Operation, answer: object, answers: readonly (object | Error)[]) => {
  const asked: object[] = [];
  const lines: string[] = [];
  const waiting = [...answers];
  const invoke = async (_name: string, event: object) => {
    asked.push(event);
    const next = waiting.length > 1 ? waiting.shift() : waiting[0];
    if (next instanceof Error) throw next;
    return next;
  };
  const patience = { looks: 5, failures: 2 };
  const say = (line: string) => {
    lines.push(line);
  };
  const progress = await follow(operation, answer, {
    invoker: { invoke },
    pauseMs: 0,
    say,
    patience,
  });
  return { progress, asked, lines };
};

describe('work that goes on', () => {
  it('is asked for until it is over, and told when there is news', async () => {
    const { progress, asked, lines } = await run(replaceFleet, begun, [
      refresh('Pending', 0),
      refresh('InProgress', 50),
      refresh('InProgress', 50),
      refresh('Successful', 100),
    ]);

    expect(asked[0]).toEqual({ action: 'status', refreshId: 'r-1' });
    expect(lines).toEqual([
      '  0 %  replacement Pending',
      ' 50 %  replacement InProgress',
      '100 %  replacement Successful',
    ]);
    expect(progress).toMatchObject({ isOver: true, failed: false });
  });

  it('is over at once when there is none', async () => {
    const { progress, asked } = await run(replaceFleet, { outcome: 'planned' }, [{}]);

    expect([progress, asked]).toEqual([undefined, []]);
  });

  it('fails with its reason', async () => {
    const failed = refresh('Failed', 50, 'no capacity');

    await expect(run(replaceFleet, begun, [failed])).rejects.toThrow(
      'FAILED: replacement Failed: no capacity',
    );
  });

  it('fails when a drill has not proven its backup', async () => {
    const summary = 'The backup it is not proven: money';
    const drill = { outcome: 'begun', execution: 'by-hand-1' };

    await expect(run(verifyBackup, drill, [{ status: 'FAILED', summary }])).rejects.toThrow(
      `FAILED: ${summary}`,
    );
  });

  it('may miss a look, but not every', async () => {
    const lost = new OpsError('throttled');

    const { progress } = await run(replaceFleet, begun, [lost, refresh('Successful', 100)]);

    expect(progress).toMatchObject({ isOver: true });
    await expect(run(replaceFleet, begun, [lost])).rejects.toThrow('throttled');
  });

  it('that does not end is given up, with how to look again', async () => {
    await expect(run(replaceFleet, begun, [refresh('InProgress', 10)])).rejects.toThrow(
      `npm run ops -- replaceFleet --data '{"action":"status","refreshId":"r-1"}'`,
    );
  });
});

describe('what is asked, and how it is read', () => {
  it.each([
    [
      failOverDatabase,
      { outcome: 'begun', from: 'one' },
      { status: true, from: 'one' },
      { status: 'available', writer: 'two', isOver: true },
    ],
    [
      drainInstance,
      { outcome: 'begun', instanceId: 'i-1', keep: false, return: false },
      { instanceId: 'i-1', keep: false, return: false, status: true },
      {
        ...{ instanceId: 'i-1', keep: false, return: false, state: 'gone' },
        ...{ inService: 2, desired: 2, isOver: true, summary: 'gone' },
      },
    ],
    [
      invalidateEdge,
      { outcome: 'begun', invalidationId: 'I1' },
      { status: true, invalidationId: 'I1' },
      { status: 'Completed' },
    ],
    [
      verifyBackup,
      { outcome: 'begun', execution: 'by-hand-1' },
      { action: 'status', execution: 'by-hand-1' },
      { status: 'SUCCEEDED', step: 'Proven', summary: 'rds:it is proven' },
    ],
  ])('of $functionName', async (operation, answer, question, status) => {
    const { asked, progress } = await run(operation, answer, [status]);

    expect(asked).toEqual([question]);
    expect(progress).toMatchObject({ percent: 100, isOver: true, failed: false });
  });
});
