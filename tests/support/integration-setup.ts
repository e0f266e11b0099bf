import { dropMysqlDatabases } from './mysql-databases.ts';
import { type PrivateMariadb, startPrivateMariadb } from './private-mariadb.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';

let server: PrivateMariadb | undefined;

/** Once per run, when any integration test runs. The workers inherit the environment. */
export const setUp = async (): Promise<void> => {
  createRunFolder();
  process.env['TEST_MYSQL_PREFIX'] = `test_${process.pid}`;
  if (process.env['TEST_WITHOUT_MARIADB'] || process.env['TEST_MYSQL_URL']) return;
  server = await startPrivateMariadb();
  process.env['TEST_MYSQL_URL'] = server.url;
  process.env['TEST_MYSQL_CA_FILE'] = server.caFile;
};

export const tearDown = async (): Promise<void> => {
  if (server) await server.stop();
  else if (process.env['TEST_MYSQL_URL']) await dropMysqlDatabases();
  removeRunFolder();
};
