import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as z from 'zod';

const migrationList = z.array(z.object({ name: z.string(), sha256: z.string() }));

export type Migrations = {
  /** Changes when a migration is added or its SQL is edited, and by nothing else. */
  readonly hash: string;
  readonly list: z.infer<typeof migrationList>;
};

type Sources = {
  readonly migrations: Readonly<Record<string, (flavor: unknown) => readonly string[]>>;
  readonly mysqlFlavor: unknown;
  readonly sqliteFlavor: unknown;
};

const load = async (root: string): Promise<Sources> => {
  const at = (path: string) => import(pathToFileURL(join(root, 'storefront/db', path)).href);
  const [index, mysql, sqlite] = await Promise.all([
    at('migrations/index.ts'),
    at('mysql/mysql-flavor.ts'),
    at('sqlite/sqlite-flavor.ts'),
  ]);
  return { ...index, ...mysql, ...sqlite };
};

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

const summarize = (list: Migrations['list']): Migrations => ({
  hash: sha256(JSON.stringify(list)),
  list,
});

/** Names and hashes of the migrations of the project at `root`, by the SQL of both flavors. */
export const readMigrations = async (root: string): Promise<Migrations> => {
  const { migrations, mysqlFlavor, sqliteFlavor } = await load(root);
  return summarize(
    Object.entries(migrations).map(([name, statements]) => ({
      name,
      sha256: sha256(JSON.stringify([statements(mysqlFlavor), statements(sqliteFlavor)])),
    })),
  );
};

/** The list as it lies in the artefact. */
export const writeMigrationList = ({ list }: Migrations): string =>
  `${JSON.stringify(list, null, 2)}\n`;

/** Reads what writeMigrationList wrote. @throws when it is something else. */
export const parseMigrationList = (text: string): Migrations =>
  summarize(migrationList.parse(JSON.parse(text)));
