import {
  DBClusterSnapshotNotFoundFault,
  DBSnapshotNotFoundFault,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBSnapshots,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { Begun } from '../shared/drill.ts';
import { Failure } from '../shared/failure.ts';
import type { Config } from './config.ts';

export type Snapshot = NonNullable<Begun['snapshot']>;

/** A snapshot as RDS lists it. */
export type ListedSnapshot = Snapshot & { readonly databaseId: string; readonly status: string };

export type Wanted = { readonly databaseId: string; readonly snapshotId: string | undefined };

type Read = {
  readonly SnapshotCreateTime?: Date | undefined;
  readonly Status?: string | undefined;
  readonly MasterUsername?: string | undefined;
};

const toListed = (
  kind: Snapshot['kind'],
  id: string | undefined,
  databaseId: string | undefined,
  { SnapshotCreateTime, Status = '', MasterUsername = '' }: Read,
): readonly ListedSnapshot[] =>
  // A snapshot that is being taken has no time yet.
  id && databaseId && SnapshotCreateTime
    ? [
        {
          kind,
          id,
          databaseId,
          status: Status,
          createdAt: SnapshotCreateTime.toISOString(),
          masterUsername: MasterUsername,
        },
      ]
    : [];

const listOfInstance = async (rds: RDSClient, { databaseId, snapshotId }: Wanted) => {
  const query = snapshotId
    ? { DBSnapshotIdentifier: snapshotId }
    : { DBInstanceIdentifier: databaseId, SnapshotType: 'automated' };
  const found: ListedSnapshot[] = [];
  for await (const { DBSnapshots = [] } of paginateDescribeDBSnapshots({ client: rds }, query)) {
    for (const it of DBSnapshots) {
      found.push(...toListed('instance', it.DBSnapshotIdentifier, it.DBInstanceIdentifier, it));
    }
  }
  return found;
};

const listOfCluster = async (rds: RDSClient, { databaseId, snapshotId }: Wanted) => {
  const query = snapshotId
    ? { DBClusterSnapshotIdentifier: snapshotId }
    : { DBClusterIdentifier: databaseId, SnapshotType: 'automated' };
  const found: ListedSnapshot[] = [];
  for await (const page of paginateDescribeDBClusterSnapshots({ client: rds }, query)) {
    for (const it of page.DBClusterSnapshots ?? []) {
      const { DBClusterSnapshotIdentifier: id, DBClusterIdentifier: of } = it;
      found.push(...toListed('cluster', id, of, it));
    }
  }
  return found;
};

/**
 * The snapshot that is asked for, or the newest automated one.
 * @throws Failure SNAPSHOT_MISSING, SNAPSHOT_OF_ANOTHER, SNAPSHOT_NOT_READY
 */
export const chooseSnapshot = (
  snapshots: readonly ListedSnapshot[],
  { databaseId, snapshotId }: Wanted,
): Snapshot => {
  const what = snapshotId ?? `automated snapshot of ${databaseId}`;
  const candidates = snapshots.filter(({ id }) => snapshotId === undefined || id === snapshotId);
  const own = candidates.filter((it) => it.databaseId === databaseId);
  if (candidates.length > 0 && own.length === 0) {
    throw new Failure(
      'SNAPSHOT_OF_ANOTHER',
      `${what} is not a snapshot of ${databaseId}`,
      "Give one of this stage's database, or none.",
    );
  }
  const [newest] = own
    .filter(({ status }) => status === 'available')
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt));
  if (newest) {
    const { id, kind, createdAt, masterUsername } = newest;
    return { id, kind, createdAt, masterUsername };
  }
  if (own.length > 0) {
    throw new Failure(
      'SNAPSHOT_NOT_READY',
      `${what} is ${own[0]?.status}`,
      'Wait until it is available, then start a drill again.',
    );
  }
  throw new Failure(
    'SNAPSHOT_MISSING',
    `There is no ${what}`,
    "See whether the database's automated backups are on: its backup retention must not be 0.",
  );
};

/** Asks RDS, then {@link chooseSnapshot}. */
export const getSnapshot = async (
  rds: RDSClient,
  { DATABASE_ID: databaseId, DATABASE_SHAPE }: Config,
  snapshotId: string | undefined,
): Promise<Snapshot> => {
  const wanted = { databaseId, snapshotId };
  const list = DATABASE_SHAPE === 'cluster' ? listOfCluster : listOfInstance;
  try {
    return chooseSnapshot(await list(rds, wanted), wanted);
  } catch (error) {
    const isMissing =
      error instanceof DBSnapshotNotFoundFault || error instanceof DBClusterSnapshotNotFoundFault;
    if (isMissing) return chooseSnapshot([], wanted);
    throw error;
  }
};
