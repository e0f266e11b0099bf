import { RDSClient } from '@aws-sdk/client-rds';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { deleteCopy } from '../../../../handlers/verify-backup/copies.ts';
import {
  buildCopyName,
  buildDrillId,
  isOurCopy,
} from '../../../../handlers/verify-backup/drill-name.ts';
import { isLeftover } from '../../../../handlers/verify-backup/sweep.ts';

const stackName = 'tidemarket-prod';
const now = new Date('2026-11-28T12:00:00.000Z');
const drill = { execution: 'b0a4', startedAt: '2026-11-28T10:00:00.000Z' };
const id = buildDrillId(drill);
const copy = {
  name: buildCopyName(stackName, id),
  tags: {
    'tidemarket:drill': stackName,
    'tidemarket:drill-id': id,
    'tidemarket:drill-started': drill.startedAt,
  },
};
const isLeft = (one: Parameters<typeof isLeftover>[0], holder?: string) =>
  isLeftover(one, { stackName, holder, now });

describe('the name of a copy', () => {
  it('is the same for a step that is tried again, and another for each drill', () => {
    expect(buildDrillId({ ...drill })).toBe(id);
    expect(buildDrillId({ ...drill, execution: 'another' })).not.toBe(id);
  });

  it('is one that RDS takes', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80 }), (execution) => {
        const name = buildCopyName('tidemarket-staging', buildDrillId({ ...drill, execution }));
        expect(name).toMatch(/^[a-z](-?[a-z0-9])*$/);
        expect(name.length).toBeLessThanOrEqual(63);
      }),
    );
  });
});

describe('a leftover', () => {
  it('is a copy whose drill is over', () => {
    expect(isLeft(copy)).toBe(true);
    expect(isLeft(copy, 'another')).toBe(true);
  });

  it('is no copy of the drill that is under way, however long it takes', () => {
    expect(isLeft(copy, id)).toBe(false);
  });

  it('is no copy that was made within the hour, nor one without a time that is younger', () => {
    const young = { ...copy.tags, 'tidemarket:drill-started': '2026-11-28T11:30:00.000Z' };

    expect(isLeft({ ...copy, tags: young })).toBe(false);
  });

  it.each([
    ['the database itself', { name: stackName, tags: copy.tags }],
    ['a member of its cluster', { name: `${stackName}-instance-1`, tags: copy.tags }],
    ['an instance of its name without the tag', { ...copy, tags: {} }],
    [
      "another stage's copy",
      { ...copy, tags: { ...copy.tags, 'tidemarket:drill': 'tidemarket-dev' } },
    ],
    ["one of another stage's name", { ...copy, name: buildCopyName('tidemarket-dev', id) }],
  ])('is never %s', (_name, one) => {
    expect(isLeft(one)).toBe(false);
  });

  it('is nothing that has not both the name and the tag, whatever else it has', () => {
    const any = fc.record({
      name: fc.oneof(
        fc.string(),
        fc.string().map((rest) => `${stackName}${rest}`),
      ),
      tags: fc.dictionary(fc.string(), fc.string()),
    });
    fc.assert(
      fc.property(any, (one) => {
        expect(isLeft(one)).toBe(false);
        expect(isOurCopy(stackName, one)).toBe(false);
      }),
    );
  });
});

describe('deleting', () => {
  it('is refused for what no drill has made, before RDS is asked', async () => {
    const rds = new RDSClient({ region: 'us-east-1', endpoint: 'http://127.0.0.1:1' });

    await expect(
      deleteCopy(rds, stackName, { name: stackName, tags: copy.tags, status: 'available' }),
    ).rejects.toMatchObject({ code: 'NOT_OURS' });
    await expect(
      deleteCopy(rds, stackName, { ...copy, tags: {}, status: 'available' }),
    ).rejects.toMatchObject({ code: 'NOT_OURS' });
    rds.destroy();
  });
});
