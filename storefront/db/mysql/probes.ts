import { DatabaseUnavailable } from '../database-unavailable.ts';
import type { Health } from './pulse.ts';
import type { Session } from './session.ts';

type Answer = Pick<Session, 'query'>;

const missingTable = 1146;

const firstRow = async (session: Answer, sql: string): Promise<Record<string, unknown>> => {
  const rows = await session.query(sql);
  const [row] = Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
  return row ?? {};
};

/** Whether a server takes writes. @throws DatabaseUnavailable `read-only` when it does not. */
export const probeWriter = async (session: Answer): Promise<Health> => {
  const row = await firstRow(
    session,
    'select @@global.read_only or @@global.innodb_read_only as is_read_only',
  );
  if (row['is_read_only'] !== 0) throw new DatabaseUnavailable('writer', 'read-only');
  return { state: 'ok' };
};

/** How far behind a reader is, by the heartbeat that has come through to it. */
export const probeReader =
  (maxLagMs: number) =>
  async (session: Answer): Promise<Health> => {
    const row = await firstRow(
      session,
      `select floor(timestampdiff(microsecond, beat_at, utc_timestamp(3)) / 1000) as lag_ms
       from replication_heartbeat`,
    ).catch((error: unknown): Record<string, unknown> => {
      const isMissing = error instanceof Error && 'errno' in error && error.errno === missingTable;
      if (isMissing) return {};
      throw error;
    });
    const lag = row['lag_ms'];
    if (typeof lag !== 'number') return { state: 'out', reason: 'no-heartbeat' };
    const lagMs = Math.max(lag, 0);
    return lagMs > maxLagMs ? { state: 'out', reason: 'lagging', lagMs } : { state: 'ok', lagMs };
  };
