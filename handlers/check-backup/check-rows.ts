import type { Check } from '../shared/drill.ts';
import { countRows } from '../shared/watermark/database-facts.ts';
import { digestTable } from '../shared/watermark/digest-table.ts';
import { watchedTables } from '../shared/watermark/watched-tables.ts';
import type { Digest } from '../shared/watermark/watermark.ts';
import type { Copy } from './copy.ts';
import { describeProblems, findProblem, runCheck } from './look.ts';

/** In the half hour between watermark and snapshot a tenth of a table that lives may go. */
const livingShare = 0.9;

const isWatched = (table: string): boolean => watchedTables.some(({ name }) => name === table);

/** How many rows of a table there are at least, when there were so many before. */
export const fewestRows = (table: string, before: number): number => {
  if (isWatched(table) || before === 0) return before;
  return Math.max(1, Math.floor(before * livingShare));
};

export const checkRowCounts = ({ connection, watermark }: Copy): Promise<Check> => {
  const counts = Object.entries(watermark.counts);
  const total = counts.reduce((sum, [table, before]) => sum + fewestRows(table, before), 0);
  return runCheck('row-counts', `at least ${total} rows in ${counts.length} tables`, async () => {
    const problems: string[] = [];
    let all = 0;
    for (const [table, before] of counts) {
      const look = async () => {
        const found = await countRows(connection, table);
        const fewest = fewestRows(table, before);
        all += found;
        return found < fewest ? `${found} rows instead of ${fewest} or more` : undefined;
      };
      problems.push(...(await findProblem(table, look)));
    }
    return describeProblems(problems, `${all} rows`);
  });
};

type Compare = (before: Digest, found: Digest) => string | undefined;

const compareSettled = async (
  { connection, watermark }: Copy,
  tables: typeof watchedTables,
  compare: Compare,
): Promise<readonly string[]> => {
  const problems: string[] = [];
  for (const table of tables) {
    const before = watermark.settled[table.name];
    const look = async () => {
      if (!before) return 'the watermark says nothing about it';
      const { settledBefore } = watermark;
      const { throughId } = before;
      return compare(before, await digestTable(connection, table, { settledBefore, throughId }));
    };
    problems.push(...(await findProblem(table.name, look)));
  }
  return problems;
};

/** Are the rows that were settled by the time of the watermark the same, to the letter? */
export const checkChecksums = (copy: Copy): Promise<Check> => {
  const rows = Object.values(copy.watermark.settled).reduce((sum, it) => sum + it.rows, 0);
  const good = `${rows} rows as they were`;
  return runCheck('checksums', good, async () =>
    describeProblems(
      await compareSettled(copy, watchedTables, (before, found) => {
        if (found.rows !== before.rows) return `${found.rows} rows instead of ${before.rows}`;
        return found.checksum === before.checksum ? undefined : 'rows are not what they were';
      }),
      good,
    ),
  );
};

export const checkMoney = (copy: Copy): Promise<Check> => {
  const tables = watchedTables.filter(({ money }) => money !== undefined);
  const good = tables
    .map(({ name }) => `${name} ${copy.watermark.settled[name]?.moneyMinor ?? '?'}`)
    .join(', ');
  return runCheck('money', good, async () =>
    describeProblems(
      await compareSettled(copy, tables, (before, found) =>
        found.moneyMinor === before.moneyMinor
          ? undefined
          : `${found.moneyMinor} instead of ${before.moneyMinor}`,
      ),
      good,
    ),
  );
};
