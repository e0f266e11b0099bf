import * as z from 'zod';
import { leaseKey } from '../shared/operations-table.ts';
import type { Services } from './services.ts';

const name = 'backup-drill';
/** Longer than the state machine may run, so that only a lost drill leaves a lease behind. */
const holdMs = 6 * 3_600_000;

const lease = z.object({ owner: z.string(), untilMs: z.number() });

/** The drill that is under way. */
export const findHolder = async ({
  table,
  now,
}: Pick<Services, 'table' | 'now'>): Promise<string | undefined> => {
  const held = await table.find(leaseKey(name), lease);
  return held && held.untilMs >= now().getTime() ? held.owner : undefined;
};

/** Takes the lease for a drill; otherwise says which one has it. A step that runs again has it already. */
export const takeDrillLease = async (
  services: Pick<Services, 'table' | 'now'>,
  drillId: string,
): Promise<{ readonly holder: string }> => {
  const { table, now } = services;
  const isTaken = await table.takeLease(name, drillId, now().getTime() + holdMs);
  if (isTaken) return { holder: drillId };
  return { holder: (await findHolder(services)) ?? 'another' };
};

export const releaseDrillLease = (
  { table }: Pick<Services, 'table'>,
  drillId: string,
): Promise<void> => table.releaseLease(name, drillId);
