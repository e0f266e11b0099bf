import type { Check } from '../shared/drill.ts';
import { listReferences, listTables, readMigrations } from '../shared/watermark/database-facts.ts';
import type { Copy } from './copy.ts';
import { describeProblems, runCheck } from './look.ts';

/** Is it the schema that there was? One that a deploy has brought on since is right, too. */
export const checkSchemaVersion = ({ connection, watermark }: Copy): Promise<Check> => {
  const expected = watermark.migrations.map(({ name }) => name);
  return runCheck('schema-version', expected.at(-1) ?? 'none', async () => {
    const found = (await readMigrations(connection)).map(({ name }) => name);
    const isSame = expected.every((name, index) => found[index] === name);
    return { found: found.at(-1) ?? 'none', wrong: !isSame || found.length === 0 };
  });
};

/** Is it this shop's database? No other has been migrated at the same milliseconds. */
export const checkIdentity = ({ connection, watermark }: Copy): Promise<Check> => {
  const expected = watermark.migrations;
  return runCheck('identity', `first migrated ${expected[0]?.timestamp ?? 'never'}`, async () => {
    const found = await readMigrations(connection);
    const isSame = expected.every(({ name, timestamp }) =>
      found.some((it) => it.name === name && it.timestamp === timestamp),
    );
    return { found: `first migrated ${found[0]?.timestamp ?? 'never'}`, wrong: !isSame };
  });
};

export const checkTables = ({ connection, database, watermark }: Copy): Promise<Check> => {
  const { tables, foreignKeys } = watermark;
  const describe = (count: number, keys: number) => `${count} tables, ${keys} foreign keys`;
  return runCheck('tables', describe(tables.length, foreignKeys), async () => {
    const found = await listTables(connection, database);
    const missing = tables.filter((name) => !found.includes(name));
    const keys = (await listReferences(connection, database)).length;
    return describeProblems(
      [
        ...(missing.length > 0 ? [`without ${missing.join(', ')}`] : []),
        ...(keys < foreignKeys ? [`only ${keys} foreign keys`] : []),
      ],
      describe(found.length, keys),
    );
  });
};
