import { CompiledQuery, Kysely, MysqlDialect } from 'kysely';
import { createPool } from 'mysql2';
import type { Db } from '../../storefront/db/open-database.ts';
import { connectionOptions, type MysqlAddress, sessionSettings } from '../shared/connect-mysql.ts';

/**
 * Kysely over a single connection that nothing repairs or repeats: with the connection goes the
 * migration lock, and then nothing more may be done.
 */
export const withKysely = async <T>(
  address: MysqlAddress,
  use: (db: Db) => Promise<T>,
): Promise<T> => {
  const db: Db = new Kysely({
    dialect: new MysqlDialect({
      pool: createPool({ ...connectionOptions(address), connectionLimit: 1 }),
      onCreateConnection: async (connection) => {
        for (const setting of sessionSettings) {
          await connection.executeQuery(CompiledQuery.raw(setting));
        }
      },
    }),
  });
  return use(db).finally(() => db.destroy());
};
