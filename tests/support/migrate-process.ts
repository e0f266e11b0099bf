// Migrates the database of DATABASE_URL and prints the names of what it did.
import { migrate } from '../../storefront/db/migrate.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';
import { toSettings } from './database-env.ts';

const { DATABASE_URL = '', DATABASE_CA_FILE } = process.env;
const database = openDatabase(
  toSettings({ DATABASE_URL, ...(DATABASE_CA_FILE ? { DATABASE_CA_FILE } : {}) }),
);
const done = await migrate(database).finally(database.close);
console.log(JSON.stringify(done.map(({ migrationName }) => migrationName)));
