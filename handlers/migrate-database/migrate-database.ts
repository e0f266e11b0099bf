import type { RowDataPacket } from 'mysql2/promise';
import type { Limits } from '../shared/build-handler.ts';
import { type MysqlAddress, withMysql } from '../shared/connect-mysql.ts';
import { type ApplicationSecret, applicationSecret } from '../shared/database-secrets.ts';
import { findAdmin } from '../shared/find-admin.ts';
import { planUsers, prepareUsers } from './application-users.ts';
import type { MigrateDatabaseEvent } from './event.ts';
import { findReasonToLeave } from './find-reason-to-leave.ts';
import { findPlan, runMigrations } from './run-migrations.ts';
import type { Services } from './services.ts';
import { type Checked, verifyApplication } from './verify-application.ts';
import { withKysely } from './with-kysely.ts';
import { withMigrationLock } from './with-migration-lock.ts';

export type MigrateDatabaseResult =
  | { readonly outcome: 'left'; readonly because: string }
  | {
      readonly outcome: 'planned';
      readonly createsDatabase: boolean;
      readonly migrations: readonly string[];
      readonly users: readonly string[];
    }
  | {
      readonly outcome: 'done';
      readonly createdDatabase: boolean;
      readonly migrations: readonly string[];
      readonly users: readonly string[];
      readonly checked: Checked;
    };

const newerCode = (unknown: readonly string[]): MigrateDatabaseResult => ({
  outcome: 'left',
  because: `newer code has migrated this database: it has ${unknown.join(', ')}`,
});

const databaseExists = (admin: MysqlAddress, name: string): Promise<boolean> =>
  withMysql(admin, async (connection) => {
    const [rows] = await connection.query<RowDataPacket[]>(
      'select 1 from information_schema.schemata where schema_name = ?',
      [name],
    );
    return rows.length > 0;
  });

const createDatabase = (admin: MysqlAddress, name: string) =>
  withMysql(admin, (connection) =>
    connection.query('create database if not exists ?? character set utf8mb4 collate utf8mb4_bin', [
      name,
    ]),
  );

const planAll = async (
  admin: MysqlAddress,
  secret: ApplicationSecret,
  { migrations }: Services,
): Promise<MigrateDatabaseResult> => {
  const users = await planUsers(admin, secret);
  if (!(await databaseExists(admin, secret.dbname))) {
    return {
      outcome: 'planned',
      createsDatabase: true,
      migrations: Object.keys(migrations),
      users,
    };
  }
  const plan = await withKysely({ ...admin, database: secret.dbname }, (writer) =>
    findPlan(writer, migrations),
  );
  return plan.state === 'ahead'
    ? newerCode(plan.unknown)
    : { outcome: 'planned', createsDatabase: false, migrations: plan.pending, users };
};

const readSecret = ({ secrets, config }: Services): Promise<ApplicationSecret> =>
  secrets.read(config.APPLICATION_SECRET_ID, applicationSecret);

const doAll = async (
  admin: MysqlAddress,
  database: string,
  services: Services,
  limits: Limits,
): Promise<MigrateDatabaseResult> => {
  const exists = await databaseExists(admin, database);
  if (!exists) await createDatabase(admin, database);
  return withKysely({ ...admin, database }, (db) =>
    withMigrationLock(db, { database, admin, limits }, async (writer) => {
      const plan = await findPlan(writer, services.migrations);
      if (plan.state === 'ahead') return newerCode(plan.unknown);
      const migrations = await runMigrations(writer, services.migrations);
      const { users, secret } = await prepareUsers(admin, database, () => readSecret(services));
      const checked = await verifyApplication(secret, services, limits);
      return { outcome: 'done', createdDatabase: !exists, migrations, users, checked };
    }),
  );
};

/** Makes database, schema and users as this code needs them; with `dryRun` says what it would do. */
export const migrateDatabase = async (
  event: MigrateDatabaseEvent,
  services: Services,
  limits: Limits,
): Promise<MigrateDatabaseResult> => {
  const because = findReasonToLeave(event, services.config.MIGRATIONS_HASH);
  if (because) return { outcome: 'left', because };
  const secret = await readSecret(services);
  const source = { ...services, adminSecretId: services.config.ADMIN_SECRET_ID };
  const admin = await findAdmin(source, secret, limits);
  return 'dryRun' in event && event.dryRun
    ? planAll(admin, secret, services)
    : doAll(admin, secret.dbname, services, limits);
};
