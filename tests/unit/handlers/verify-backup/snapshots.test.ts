import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  chooseSnapshot,
  type ListedSnapshot,
} from '../../../../handlers/verify-backup/snapshots.ts';

const databaseId = 'tidemarket-prod';
const snapshot = (more: Partial<ListedSnapshot> = {}): ListedSnapshot => ({
  kind: 'cluster',
  id: 'rds:tidemarket-prod-2026-11-28-08-05',
  databaseId,
  status: 'available',
  createdAt: '2026-11-28T08:05:00.000Z',
  masterUsername: 'tidemarket_admin',
  ...more,
});
const newest = { databaseId, snapshotId: undefined };

describe('the snapshot of a drill', () => {
  it('is the newest one that is available', () => {
    const chosen = chooseSnapshot(
      [
        snapshot({ id: 'old', createdAt: '2026-11-27T08:05:00.000Z' }),
        snapshot({ id: 'new' }),
        snapshot({
          id: 'in the making',
          createdAt: '2026-11-28T09:00:00.000Z',
          status: 'creating',
        }),
      ],
      newest,
    );

    expect(chosen).toEqual({
      id: 'new',
      kind: 'cluster',
      createdAt: '2026-11-28T08:05:00.000Z',
      masterUsername: 'tidemarket_admin',
    });
  });

  it.each([
    ['there is none', [], newest, 'SNAPSHOT_MISSING'],
    ['it is not ready', [snapshot({ status: 'creating' })], newest, 'SNAPSHOT_NOT_READY'],
    [
      'the one that was asked for is of another database',
      [snapshot({ id: 'it', databaseId: 'tidemarket-staging' })],
      { databaseId, snapshotId: 'it' },
      'SNAPSHOT_OF_ANOTHER',
    ],
    [
      'the one that was asked for is not there',
      [snapshot()],
      { databaseId, snapshotId: 'it' },
      'SNAPSHOT_MISSING',
    ],
  ])('is refused where %s', (_name, snapshots, wanted, code) => {
    expect(() => chooseSnapshot(snapshots, wanted)).toThrow(expect.objectContaining({ code }));
  });

  it('never is one of another database, however many there are', () => {
    const any = fc.record({
      id: fc.constantFrom('a', 'b', 'c'),
      databaseId: fc.constantFrom(databaseId, 'tidemarket-prod-2', 'tidemarket-pro'),
      status: fc.constantFrom('available', 'creating', 'deleting'),
      createdAt: fc
        .date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
        .map((date) => date.toISOString()),
    });
    fc.assert(
      fc.property(fc.array(any), fc.constantFrom(undefined, 'a', 'b'), (list, snapshotId) => {
        const snapshots = list.map((it) => snapshot(it));
        const usable = snapshots.filter(
          (it) =>
            it.databaseId === databaseId &&
            it.status === 'available' &&
            (snapshotId === undefined || it.id === snapshotId),
        );
        const choose = () => chooseSnapshot(snapshots, { databaseId, snapshotId });
        if (usable.length === 0) expect(choose).toThrow();
        else {
          const latest = usable
            .map(({ createdAt }) => createdAt)
            .sort()
            .at(-1);
          expect(choose().createdAt).toBe(latest);
          expect(usable.map(({ id }) => id)).toContain(choose().id);
        }
      }),
    );
  });
});
