import {
  type DBInstance,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DescribeDBInstancesCommand,
  InvalidDBInstanceStateFault,
  paginateDescribeDBInstances,
  type RDSClient,
} from '@aws-sdk/client-rds';
import { Failure } from '../shared/failure.ts';
import { isOurCopy, type NamedCopy } from './drill-name.ts';

/** An instance of RDS, as far as a drill looks at it. */
export type Copy = NamedCopy & {
  readonly status: string;
  /** Undefined while the instance is made. */
  readonly address: { readonly host: string; readonly port: number } | undefined;
  readonly isPasswordPending: boolean;
};

const toCopy = (it: DBInstance): Copy => ({
  name: it.DBInstanceIdentifier ?? '',
  tags: Object.fromEntries((it.TagList ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
  status: it.DBInstanceStatus ?? '',
  address:
    it.Endpoint?.Address && it.Endpoint.Port
      ? { host: it.Endpoint.Address, port: it.Endpoint.Port }
      : undefined,
  isPasswordPending: it.PendingModifiedValues?.MasterUserPassword !== undefined,
});

export const findCopy = async (rds: RDSClient, name: string): Promise<Copy | undefined> => {
  try {
    const { DBInstances: [found] = [] } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: name }),
    );
    return found && toCopy(found);
  } catch (error) {
    if (error instanceof DBInstanceNotFoundFault) return undefined;
    throw error;
  }
};

/** Every instance that drills of this stage have made and that is still there. */
export const listOurCopies = async (
  rds: RDSClient,
  stackName: string,
): Promise<readonly Copy[]> => {
  const copies: Copy[] = [];
  for await (const { DBInstances = [] } of paginateDescribeDBInstances({ client: rds }, {})) {
    copies.push(...DBInstances.map(toCopy).filter((copy) => isOurCopy(stackName, copy)));
  }
  return copies;
};

/**
 * Begins to delete an instance, without a last snapshot and with its backups. One that cannot be
 * deleted yet, since it is still being made, is left for the next time.
 * @throws Failure NOT_OURS for an instance that no drill of this stage has made
 */
export const deleteCopy = async (
  rds: RDSClient,
  stackName: string,
  copy: NamedCopy & Pick<Copy, 'status'>,
): Promise<void> => {
  if (!isOurCopy(stackName, copy)) {
    throw new Failure(
      'NOT_OURS',
      `${copy.name} has not the name and the tag of a drill's copy`,
      'It is left alone. Look who made it.',
    );
  }
  if (copy.status === 'deleting') return;
  try {
    await rds.send(
      new DeleteDBInstanceCommand({
        DBInstanceIdentifier: copy.name,
        SkipFinalSnapshot: true,
        DeleteAutomatedBackups: true,
      }),
    );
  } catch (error) {
    const isLater =
      error instanceof InvalidDBInstanceStateFault || error instanceof DBInstanceNotFoundFault;
    if (!isLater) throw error;
  }
};
