import type { Evening } from '../shared/evening.ts';
import { Failure } from '../shared/failure.ts';
import { type Database, notAvailable } from './database.ts';
import type { FailOverDatabaseEvent } from './event.ts';

type Asked = Pick<FailOverDatabaseEvent, 'to' | 'evenAtPeak'>;

/**
 * Whether a fail-over can be asked for.
 * @param evening the one that it is now
 * @throws Failure DATABASE_HAS_NO_STANDBY, STANDBY_UNKNOWN, DATABASE_NOT_AVAILABLE, EVENING_PEAK
 */
export const checkFailOver = (
  { status, writer, standbys }: Database,
  { to, evenAtPeak }: Asked,
  evening: Evening | undefined,
): void => {
  if (standbys.length === 0) {
    throw new Failure(
      'DATABASE_HAS_NO_STANDBY',
      'The database is one instance in one zone: there is nobody who could take over, and a restart would only be an outage',
      'Rehearse it on a stage with a cluster (databaseShape), or on the local stage: npm run stage -- fail-over.',
    );
  }
  if (to !== undefined && to !== writer && !standbys.includes(to)) {
    throw new Failure(
      'STANDBY_UNKNOWN',
      `${to} cannot take over`,
      `Choose one of ${standbys.join(', ')}, or leave "to" out.`,
    );
  }
  if (status !== 'available') throw notAvailable(status);
  if (evening && !evenAtPeak) {
    throw new Failure(
      'EVENING_PEAK',
      `It is the shop's evening of ${evening.date}, when most people buy`,
      'Do it on another hour, or add "evenAtPeak": true.',
    );
  }
};
