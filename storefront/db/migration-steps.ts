import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';

/** A migration that failed; what came before it stays. The message names it, then quotes the database. */
export class MigrationFailed extends Error {
  override readonly name = 'MigrationFailed';
  readonly migration: string;
  /** Position of the statement that failed, from 1. */
  readonly statement: number;
  readonly statements: number;

  constructor(migration: string, statement: number, statements: number, cause: unknown) {
    const said = cause instanceof Error ? cause.message : String(cause);
    super(`${migration}, statement ${statement} of ${statements}: ${said}`, { cause });
    this.migration = migration;
    this.statement = statement;
    this.statements = statements;
  }
}

type Steps = {
  /** How many of the statements have been executed before. */
  readonly done: number;
  readonly record: (position: number) => Promise<unknown>;
};

const startSteps: Steps = { done: 0, record: async () => undefined };

const hashOf = (statement: string): string => createHash('sha256').update(statement).digest('hex');

/**
 * MySQL commits each DDL statement by itself. What was executed is written down, so that a migration
 * that failed or was killed halfway goes on there once it is run again or mended.
 */
const findMysqlSteps = async (
  db: Kysely<unknown>,
  migration: string,
  statements: readonly string[],
): Promise<Steps> => {
  await sql
    .raw(`create table if not exists kysely_migration_steps (
      migration varchar(255) not null,
      position int not null,
      statement_hash char(64) not null,
      executed_at datetime(3) not null default current_timestamp(3),
      primary key (migration, position)
    ) engine = InnoDB default charset = utf8mb4 collate = utf8mb4_bin`)
    .execute(db);
  const { rows } = await sql<{ statement_hash: string }>`
    select statement_hash from kysely_migration_steps
    where migration = ${migration} order by position`.execute(db);
  rows.forEach(({ statement_hash }, index) => {
    if (statement_hash !== hashOf(statements[index] ?? '')) {
      const error = new Error(
        'an earlier version of this statement was executed already: put it back as it was, and change what follows it',
      );
      throw new MigrationFailed(migration, index + 1, statements.length, error);
    }
  });
  return {
    done: rows.length,
    record: (position) =>
      sql`
        insert into kysely_migration_steps (migration, position, statement_hash)
        values (${migration}, ${position}, ${hashOf(statements[position] ?? '')})`.execute(db),
  };
};

/**
 * Executes a migration's statements in order; on MySQL without those that were executed before.
 * @throws MigrationFailed naming the statement.
 */
export const executeSteps = async (
  db: Kysely<unknown>,
  kind: 'sqlite' | 'mysql',
  migration: string,
  statements: readonly string[],
): Promise<void> => {
  const steps = kind === 'mysql' ? await findMysqlSteps(db, migration, statements) : startSteps;
  for (const [position, statement] of statements.entries()) {
    if (position < steps.done) continue;
    try {
      await sql.raw(statement).execute(db);
    } catch (error) {
      throw new MigrationFailed(migration, position + 1, statements.length, error);
    }
    await steps.record(position);
  }
};
