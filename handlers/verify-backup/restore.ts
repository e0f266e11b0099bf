import {
  DBInstanceAlreadyExistsFault,
  ModifyDBInstanceCommand,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { PutSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { Failure } from '../shared/failure.ts';
import { type Copy, findCopy } from './copies.ts';
import {
  buildCopyName,
  buildDrillId,
  copyTags,
  type DrillFields,
  isOurCopy,
} from './drill-name.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';
import type { Snapshot } from './snapshots.ts';

/** Minutes, for a database of this size; after two hours something is wrong. */
const longestRestoreMs = 2 * 3_600_000;

export type CopyState = {
  readonly outcome: 'waiting' | 'ready';
  readonly copy: string;
  readonly status: string;
};

const getSnapshotOf = ({ begun: { snapshot } }: { begun: { snapshot?: Snapshot | undefined } }) => {
  if (snapshot) return snapshot;
  throw new Failure(
    'DRILL_NOT_BEGUN',
    'There is no snapshot to restore',
    'Start the state machine; this is a step of it.',
  );
};

/**
 * Gets a drill's own copy.
 * @throws Failure COPY_GONE, NOT_OURS
 */
const getCopy = async ({ rds, config }: Services, drill: DrillFields): Promise<Copy> => {
  const name = buildCopyName(config.STACK_NAME, buildDrillId(drill));
  const copy = await findCopy(rds, name);
  if (copy && isOurCopy(config.STACK_NAME, copy)) return copy;
  throw copy
    ? new Failure('NOT_OURS', `${name} has not the tag of a drill's copy`, 'Look who made it.')
    : new Failure(
        'COPY_GONE',
        `${name} is not there any more`,
        'Somebody has deleted it in the middle of the drill; start a drill again.',
      );
};

/** Has a snapshot restored to an instance that nobody but the drill's function can reach. */
export const restore = async (
  event: EventOf<'restore'>,
  services: Services,
): Promise<CopyState> => {
  const { rds, config } = services;
  const { id, kind } = getSnapshotOf(event);
  const drillId = buildDrillId(event);
  const copy = buildCopyName(config.STACK_NAME, drillId);
  const tags = {
    [copyTags.stack]: config.STACK_NAME,
    [copyTags.id]: drillId,
    [copyTags.started]: event.startedAt,
  };
  try {
    await rds.send(
      new RestoreDBInstanceFromDBSnapshotCommand({
        DBInstanceIdentifier: copy,
        ...(kind === 'cluster'
          ? { DBClusterSnapshotIdentifier: id }
          : { DBSnapshotIdentifier: id }),
        DBInstanceClass: config.DRILL_CLASS,
        DBSubnetGroupName: config.DRILL_SUBNET_GROUP,
        VpcSecurityGroupIds: [config.DRILL_SECURITY_GROUP],
        DBParameterGroupName: config.DRILL_PARAMETER_GROUP,
        PubliclyAccessible: false,
        MultiAZ: false,
        DeletionProtection: false,
        AutoMinorVersionUpgrade: false,
        CopyTagsToSnapshot: false,
        // A copy of a backup needs no backup, and would be late by the time that one takes.
        BackupRetentionPeriod: 0,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
  } catch (error) {
    if (!(error instanceof DBInstanceAlreadyExistsFault)) throw error;
    await getCopy(services, event);
  }
  return { outcome: 'waiting', copy, status: 'creating' };
};

const isBroken = (status: string): boolean =>
  /^(failed|restore-error|incompatible-.*|inaccessible-encryption-credentials.*|deleting)$/.test(
    status,
  );

/**
 * Is the copy there, with the password that it was given?
 * @throws Failure RESTORE_FAILED, RESTORE_STUCK, COPY_GONE, NOT_OURS
 */
export const look = async (event: EventOf<'look'>, services: Services): Promise<CopyState> => {
  const { name, status, address, isPasswordPending } = await getCopy(services, event);
  if (isBroken(status)) {
    throw new Failure(
      'RESTORE_FAILED',
      `${name} is ${status}`,
      'See why: aws rds describe-events --source-type db-instance, with its name.',
    );
  }
  if (status === 'available' && address && !isPasswordPending) {
    return { outcome: 'ready', copy: name, status };
  }
  const takenMs = services.now().getTime() - new Date(event.startedAt).getTime();
  if (takenMs > longestRestoreMs) {
    throw new Failure(
      'RESTORE_STUCK',
      `${name} is still ${status} after ${Math.round(takenMs / 60_000)} minutes`,
      'See what AWS says of RDS today, then start a drill again.',
    );
  }
  return { outcome: 'waiting', copy: name, status };
};

/** Gives the copy's administrator a password of its own, which only the drill's secret holds. */
export const setPassword = async (
  event: EventOf<'setPassword'>,
  services: Services,
): Promise<CopyState> => {
  const { rds, secretsManager, config, makePassword } = services;
  const { masterUsername: username } = getSnapshotOf(event);
  const { name, address, status } = await getCopy(services, event);
  const password = makePassword();
  await secretsManager.send(
    new PutSecretValueCommand({
      SecretId: config.DRILL_SECRET_ID,
      SecretString: JSON.stringify({ username, password, ...address }),
    }),
  );
  await rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: name,
      MasterUserPassword: password,
      ApplyImmediately: true,
    }),
  );
  return { outcome: 'waiting', copy: name, status };
};
