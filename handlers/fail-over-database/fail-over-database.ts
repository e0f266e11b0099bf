import type { Limits } from '../shared/build-handler.ts';
import { eveningOf } from '../shared/evening.ts';
import { maintain } from '../shared/maintain.ts';
import { localDateOf } from '../shared/zoned-time.ts';
import { checkFailOver } from './check-fail-over.ts';
import { beginFailOver, type Database, getDatabase } from './database.ts';
import type { FailOverDatabaseEvent } from './event.ts';
import type { Services } from './services.ts';

export type FailOverDatabaseResult = Database & {
  readonly outcome: 'begun' | 'unchanged' | 'planned' | 'status';
  readonly summary: string;
  /** After `begun`: the writer from before, which is another when all is over. */
  readonly from?: string;
  /** With `from`: whether all is over. */
  readonly isOver?: boolean;
};

const findCurrentEvening = ({ now, config }: Services) => {
  const evening = eveningOf(localDateOf(now(), config.TIME_ZONE), config);
  return now() >= evening.start && now() < evening.end ? evening : undefined;
};

const look = async (
  { from }: FailOverDatabaseEvent,
  { rds, config }: Services,
): Promise<FailOverDatabaseResult> => {
  const database = await getDatabase(rds, config);
  const { status, writer, standbys } = database;
  const others = standbys.length > 0 ? `, standby ${standbys.join(', ')}` : ', no standby';
  return {
    outcome: 'status',
    summary: `The database is ${status}: writer ${writer}${others}`,
    ...database,
    ...(from === undefined ? {} : { isOver: status === 'available' && writer !== from }),
  };
};

const failOver = async (
  event: FailOverDatabaseEvent,
  services: Services,
): Promise<FailOverDatabaseResult> => {
  const { rds, config } = services;
  const database = await getDatabase(rds, config);
  const { writer } = database;
  checkFailOver(database, event, findCurrentEvening(services));
  if (event.to === writer) {
    return { outcome: 'unchanged', summary: `${writer} is the writer already`, ...database };
  }
  const to = event.to ?? (database.standbys.length === 1 ? database.standbys[0] : 'a standby');
  if (event.dryRun) {
    const summary = `Would make ${to} the writer instead of ${writer}; carts and orders answer 503 until then, for half a minute or so`;
    return { outcome: 'planned', summary, ...database };
  }
  await beginFailOver(rds, config, event.to);
  const summary = `The database fails over: ${to} is to be the writer instead of ${writer}`;
  return { outcome: 'begun', summary, ...database, from: writer };
};

const byHand = maintain({ job: 'fail-over-database', hurts: () => true }, failOver);

/** Makes a standby the writer, as when the writer's zone is lost; or says who is the writer. */
export const failOverDatabase = (
  event: FailOverDatabaseEvent,
  services: Services,
  limits: Limits,
): Promise<FailOverDatabaseResult> =>
  event.status ? look(event, services) : byHand(event, services, limits);
