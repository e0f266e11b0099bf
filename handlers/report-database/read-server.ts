import { type Ask, Unavailable } from './section.ts';

export type ServerState = {
  readonly version: string;
  readonly uptimeHours: number;
  readonly connections: number;
  readonly maxConnections: number;
  /** The most there have been since the server's start. */
  readonly peakConnections: number;
  readonly threadsRunning: number;
};

const namedValues = async (ask: Ask, sql: string): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await ask(sql)).map((row) => {
      const [name, value] = Object.values(row);
      return [String(name), Number(value)];
    }),
  );

/** What every user may know of a server. */
export const readServer = async (ask: Ask): Promise<ServerState> => {
  const [row] = await ask('select version() as version, @@max_connections as max_connections');
  const status = await namedValues(
    ask,
    `show global status where variable_name in
       ('Threads_connected', 'Threads_running', 'Max_used_connections', 'Uptime')`,
  );
  return {
    version: String(row?.['version']),
    uptimeHours: Math.floor((status.get('Uptime') ?? 0) / 3_600),
    connections: status.get('Threads_connected') ?? 0,
    maxConnections: Number(row?.['max_connections']),
    peakConnections: status.get('Max_used_connections') ?? 0,
    threadsRunning: status.get('Threads_running') ?? 0,
  };
};

/** How far a reader is behind, by the heartbeat that the storefront writes every second. */
export const readLagMs = async (ask: Ask): Promise<number> => {
  const [row] = await ask(
    `select floor(timestampdiff(microsecond, beat_at, utc_timestamp(3)) / 1000) as lag_ms
     from replication_heartbeat`,
  );
  if (!row) throw new Unavailable('no storefront has written a heartbeat yet');
  return Math.max(0, Number(row['lag_ms']));
};
