import type { Database } from '../../storefront/db/open-database.ts';
import type { DataServices } from '../shared/build-data-services.ts';
import type { Limits } from '../shared/build-handler.ts';
import { maintain } from '../shared/maintain.ts';
import { withShopDatabase } from '../shared/with-shop-database.ts';
import type { ReconcileOrdersEvent, Repairable } from './event.ts';
import { buildMoments, type Finding, findFindings, findIds, getCheck } from './find-findings.ts';
import type { Moments } from './payment-checks.ts';
import { repairs } from './repairs.ts';

export type Repaired = {
  readonly code: Repairable;
  readonly repaired: number;
  /** What was left to people, by the id, and why. */
  readonly left: readonly { readonly id: number; readonly because: string }[];
};

export type ReconcileOrdersResult = {
  readonly outcome: 'agrees' | 'differs' | 'repaired' | 'planned';
  readonly summary: string;
  /** What was found, before anything was repaired. */
  readonly findings: readonly Finding[];
  readonly repairs: readonly Repaired[];
};

/** Of one kind in one run. */
const maxRepairs = 500;
const maxLeft = 20;
/** A repair is a short transaction; answering takes less. */
const roomMs = 5_000;

const repairAll = async (
  database: Database,
  code: Repairable,
  moments: Moments,
  { now, limits }: { readonly now: Date; readonly limits: Limits },
): Promise<Repaired> => {
  const left: { id: number; because: string }[] = [];
  let repaired = 0;
  for (const id of await findIds(database.writer, getCheck(code), moments, maxRepairs)) {
    if (limits.remainingMs() < roomMs) break;
    const did = await repairs[code](database, id, now);
    if (did === 'repaired') repaired += 1;
    else if (left.length < maxLeft) left.push({ id, because: did });
  }
  return { code, repaired, left };
};

const describe = (findings: readonly Finding[]): string =>
  findings.length === 0
    ? 'Payments and stock agree'
    : `Found ${findings.map(({ code, count }) => `${count} ${code}`).join(', ')}`;

const reconcile = (
  event: ReconcileOrdersEvent,
  services: DataServices,
  limits: Limits,
): Promise<ReconcileOrdersResult> =>
  withShopDatabase(services, async (database) => {
    const now = services.now();
    const moments = buildMoments(now, event.days);
    const findings = await findFindings(database.writer, moments);
    const summary = describe(findings);
    if (event.repair.length === 0) {
      const outcome = findings.length === 0 ? 'agrees' : 'differs';
      return { outcome, summary, findings, repairs: [] };
    }
    if (event.dryRun) return { outcome: 'planned', summary, findings, repairs: [] };
    const done: Repaired[] = [];
    for (const code of new Set(event.repair)) {
      done.push(await repairAll(database, code, moments, { now, limits }));
    }
    const text = done.map(({ code, repaired }) => `${repaired} ${code}`).join(', ');
    return {
      outcome: 'repaired',
      summary: `${summary}; repaired ${text}`,
      findings,
      repairs: done,
    };
  });

/** Holds payments and stock against orders, and repairs what an event names. */
export const reconcileOrders = maintain(
  { job: 'reconcile-orders', hurts: ({ repair }: ReconcileOrdersEvent) => repair.length > 0 },
  reconcile,
);
