import { sql } from 'kysely';
import type { Db } from '../../storefront/db/open-database.ts';
import { toTimestamp } from '../../storefront/db/timestamp.ts';
import { type Check, type Moments, paymentChecks } from './payment-checks.ts';
import { stockChecks } from './stock-checks.ts';

export type Finding = Pick<Check, 'code' | 'about' | 'kind'> & {
  readonly count: number;
  /** Ids of the first of them. Nothing else is told: orders have names and addresses. */
  readonly ids: readonly number[];
};

const maxIds = 20;
/** Orders that are being placed or paid, and a storefront that restarts, are not findings. */
const lateMs = 15 * 60_000;
const dayMs = 86_400_000;

export const buildMoments = (now: Date, days: number): Moments => {
  const ago = (ms: number) => toTimestamp(new Date(now.getTime() - ms));
  return { since: ago(days * dayMs), late: ago(lateMs), yesterday: ago(dayMs) };
};

/** The ids of all cases, the lowest first. */
export const findIds = async (
  db: Db,
  { find }: Check,
  moments: Moments,
  limit: number,
): Promise<readonly number[]> => {
  const { rows } = await sql<{ id: number }>`
    select f.id from (${find(moments)}) f order by f.id limit ${limit}`.execute(db);
  return rows.map(({ id }) => Number(id));
};

const findFinding = async (db: Db, check: Check, moments: Moments): Promise<Finding> => {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (${check.find(moments)}) f`.execute(db);
  const count = Number(rows[0]?.n ?? 0);
  const { code, about, kind } = check;
  const ids = count === 0 ? [] : await findIds(db, check, moments, maxIds);
  return { code, about, kind, count, ids };
};

const checks: readonly Check[] = [...paymentChecks, ...stockChecks];

/** @throws where there is no such check */
export const getCheck = (wanted: string): Check => {
  const check = checks.find(({ code }) => code === wanted);
  if (!check) throw new Error(`no check is called ${wanted}`);
  return check;
};

/**
 * Everything that does not match, each kind with its first cases.
 * @param db the writer: a reader that is behind would show what is not so
 */
export const findFindings = async (db: Db, moments: Moments): Promise<readonly Finding[]> => {
  const findings: Finding[] = [];
  for (const check of checks) {
    const finding = await findFinding(db, check, moments);
    if (finding.count > 0) findings.push(finding);
  }
  return findings;
};
