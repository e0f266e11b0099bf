import { type Ask, Unavailable } from './section.ts';

export type Statement = {
  /** Without its values, as the server keeps it. */
  readonly statement: string;
  readonly times: number;
  readonly averageMs: number;
  readonly longestMs: number;
  readonly rowsExamined: number;
  readonly rowsSent: number;
  /** How often it ran without an index. */
  readonly withoutIndex: number;
};

export type FullScan = { readonly table: string; readonly rowsRead: number };

const longestStatement = 500;
/** The server counts picoseconds. */
const toMs = (picoseconds: unknown): number => Math.round(Number(picoseconds) / 1e6) / 1e3;

const requirePerformanceSchema = async (ask: Ask, slowLog: string): Promise<void> => {
  const [row] = await ask('select @@performance_schema as is_on');
  if (Number(row?.['is_on']) === 1) return;
  throw new Unavailable(
    `performance_schema is off on this server; statements of more than a second are in the log group ${slowLog}`,
  );
};

/** The statements that have taken the most time in all, since the server's start. */
export const readStatements = async (
  ask: Ask,
  database: string,
  { top, slowLog }: { readonly top: number; readonly slowLog: string },
): Promise<readonly Statement[]> => {
  await requirePerformanceSchema(ask, slowLog);
  const rows = await ask(
    `select left(digest_text, ${longestStatement}) as statement, count_star as times,
       avg_timer_wait as average, max_timer_wait as longest, sum_rows_examined as examined,
       sum_rows_sent as sent, sum_no_index_used as without_index
     from performance_schema.events_statements_summary_by_digest
     where schema_name = ? and digest_text is not null order by sum_timer_wait desc limit ?`,
    [database, top],
  );
  return rows.map((row) => ({
    statement: String(row['statement']),
    times: Number(row['times']),
    averageMs: toMs(row['average']),
    longestMs: toMs(row['longest']),
    rowsExamined: Number(row['examined']),
    rowsSent: Number(row['sent']),
    withoutIndex: Number(row['without_index']),
  }));
};

/** Tables of which the most rows were read without an index, since the server's start. */
export const readFullScans = async (
  ask: Ask,
  database: string,
  { top, slowLog }: { readonly top: number; readonly slowLog: string },
): Promise<readonly FullScan[]> => {
  await requirePerformanceSchema(ask, slowLog);
  const rows = await ask(
    `select object_name as name, count_read as rows_read
     from performance_schema.table_io_waits_summary_by_index_usage
     where object_schema = ? and index_name is null and count_read > 0
     order by count_read desc limit ?`,
    [database, top],
  );
  return rows.map((row) => ({ table: String(row['name']), rowsRead: Number(row['rows_read']) }));
};
