import { Failure } from '../shared/failure.ts';
import type { MigrateDatabaseEvent } from './event.ts';

/**
 * Why an event asks for nothing, if so. While CloudFormation rolls back it asks for the hash from
 * before the update, and the function may still be the new one: trying its migration once more
 * would fail again, and with it the rollback.
 * @param ownHash of the migrations that this function carries
 * @throws Failure HASH_MISMATCH when a new stack asks for other migrations than there are
 */
export const findReasonToLeave = (
  event: MigrateDatabaseEvent,
  ownHash: string,
): string | undefined => {
  if (!('RequestType' in event)) return undefined;
  if (event.RequestType === 'Delete')
    return 'the database keeps its schema, its users and its data';
  const asked = event.ResourceProperties.MigrationsHash;
  if (asked === ownHash) return undefined;
  if (event.RequestType === 'Update') {
    return `migrations ${asked} were asked for and this function carries ${ownHash}, as in a rollback`;
  }
  throw new Failure(
    'HASH_MISMATCH',
    `The stack asks for migrations ${asked}, and this function carries ${ownHash}`,
    "MigrationsHash and the function's MIGRATIONS_HASH must come from the same build.",
  );
};
