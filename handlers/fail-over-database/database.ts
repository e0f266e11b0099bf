import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  FailoverDBClusterCommand,
  type RDSClient,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { Failure } from '../shared/failure.ts';
import type { Config } from './config.ts';

export type Database = {
  /** As RDS has it: available, failing-over, rebooting, … */
  readonly status: string;
  /** Who takes writes: the cluster's instance; of an instance of two zones, the zone. */
  readonly writer: string;
  /** Who could: the cluster's other instances, or the zone of the standby. */
  readonly standbys: readonly string[];
};

export type DatabaseOptions = Pick<Config, 'DATABASE' | 'DATABASE_SHAPE'>;

const notFound = ({ DATABASE, DATABASE_SHAPE }: DatabaseOptions, cause?: unknown): Failure =>
  new Failure(
    'DATABASE_NOT_FOUND',
    `There is no database ${DATABASE_SHAPE} ${DATABASE}`,
    'Deploy the stage again: the function was made for another database.',
    cause,
  );

const readCluster = async (rds: RDSClient, options: DatabaseOptions): Promise<Database> => {
  const { DBClusters: [found] = [] } = await rds.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: options.DATABASE }),
  );
  if (!found) throw notFound(options);
  const members = (found.DBClusterMembers ?? []).map((it) => ({
    id: it.DBInstanceIdentifier ?? '',
    isWriter: it.IsClusterWriter === true,
  }));
  return {
    status: found.Status ?? '',
    writer: members.find((it) => it.isWriter)?.id ?? '',
    standbys: members.flatMap(({ id, isWriter }) => (isWriter ? [] : id)),
  };
};

const readInstance = async (rds: RDSClient, options: DatabaseOptions): Promise<Database> => {
  const { DBInstances: [found] = [] } = await rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier: options.DATABASE }),
  );
  if (!found) throw notFound(options);
  const standby = found.SecondaryAvailabilityZone ?? 'another zone';
  return {
    status: found.DBInstanceStatus ?? '',
    writer: found.AvailabilityZone ?? '',
    standbys: found.MultiAZ ? [standby] : [],
  };
};

const isFault = (error: unknown, ...names: readonly string[]): boolean =>
  error instanceof Error && names.includes(error.name);

/** @throws Failure DATABASE_NOT_FOUND */
export const getDatabase = async (rds: RDSClient, options: DatabaseOptions): Promise<Database> => {
  try {
    const read = options.DATABASE_SHAPE === 'cluster' ? readCluster : readInstance;
    return await read(rds, options);
  } catch (error) {
    if (isFault(error, 'DBClusterNotFoundFault', 'DBInstanceNotFoundFault')) {
      throw notFound(options, error);
    }
    throw error;
  }
};

export const notAvailable = (status: string, cause?: unknown): Failure =>
  new Failure(
    'DATABASE_NOT_AVAILABLE',
    `The database is ${status}, and only one that is available fails over on request`,
    'Wait until {"status": true} answers available; the events of RDS say what goes on.',
    cause,
  );

/**
 * Begins a fail-over; returns when RDS has taken the order.
 * @throws Failure DATABASE_NOT_AVAILABLE when something else has begun in the meantime
 */
export const beginFailOver = async (
  rds: RDSClient,
  { DATABASE, DATABASE_SHAPE }: DatabaseOptions,
  to: string | undefined,
): Promise<void> => {
  try {
    if (DATABASE_SHAPE === 'cluster') {
      await rds.send(
        new FailoverDBClusterCommand({
          DBClusterIdentifier: DATABASE,
          ...(to === undefined ? {} : { TargetDBInstanceIdentifier: to }),
        }),
      );
      return;
    }
    await rds.send(
      new RebootDBInstanceCommand({ DBInstanceIdentifier: DATABASE, ForceFailover: true }),
    );
  } catch (error) {
    if (
      isFault(
        error,
        'InvalidDBClusterStateFault',
        'InvalidDBInstanceStateFault',
        'InvalidDBInstanceState',
      )
    ) {
      throw notAvailable('busy', error);
    }
    throw error;
  }
};
