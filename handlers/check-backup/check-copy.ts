import type { Connection, RowDataPacket } from 'mysql2/promise';
import type { Check, Checked } from '../shared/drill.ts';
import { checkHeartbeat, checkSnapshotAge } from './check-age.ts';
import { checkForeignKeys, checkOrderSums } from './check-consistency.ts';
import { checkIdentity, checkSchemaVersion, checkTables } from './check-origin.ts';
import { checkChecksums, checkMoney, checkRowCounts } from './check-rows.ts';
import type { Copy, LoneCopy } from './copy.ts';
import { runCheck } from './look.ts';

/** The connection would not be there if its certificate were not right for its name. */
const checkTls = (connection: Connection): Promise<Check> =>
  runCheck('tls', 'encrypted, by a certificate for its name', async () => {
    const [rows] = await connection.query<RowDataPacket[]>(`show status like 'Ssl_cipher'`);
    const cipher = String(rows[0]?.['Value'] ?? '');
    return { found: cipher === '' ? 'clear text' : cipher, wrong: cipher === '' };
  });

/** Without a watermark nothing says what should be there, so the backup is not proven. */
const watermarkMissing: Check = {
  name: 'watermark-missing',
  ok: false,
  expected: 'a watermark from the half hour before the snapshot',
  found: 'none',
};

const compare = async (copy: Copy): Promise<readonly Check[]> => [
  await checkSchemaVersion(copy),
  await checkIdentity(copy),
  await checkTables(copy),
  await checkRowCounts(copy),
  await checkChecksums(copy),
  await checkMoney(copy),
];

/** An empty backup may lack the database itself: then every check says that none is chosen. */
const useDatabase = async ({ connection, database }: LoneCopy): Promise<void> => {
  await runCheck('database', database, async () => {
    await connection.query('use ??', [database]);
    return { found: database };
  });
};

/**
 * Runs every check on a restored database, whether those before have passed or not.
 * @throws the database's error when the connection is lost, which says nothing about the data
 */
export const checkCopy = async (copy: LoneCopy): Promise<Omit<Checked, 'checkedAt'>> => {
  const { connection, watermark } = copy;
  await useDatabase(copy);
  const tls = await checkTls(connection);
  const snapshotAge = await checkSnapshotAge(copy);
  const { check: heartbeat, beatAt } = await checkHeartbeat(copy);
  const compared = watermark ? await compare({ ...copy, watermark }) : [watermarkMissing];
  const foreignKeys = await checkForeignKeys(copy);
  const orderSums = await checkOrderSums(copy);
  return {
    checks: [tls, snapshotAge, heartbeat, ...compared, foreignKeys, orderSums],
    beatAt: beatAt?.toISOString(),
  };
};

/** The names of all checks, in their order. */
export const checkNames: readonly string[] = [
  'tls',
  'snapshot-age',
  'heartbeat-age',
  'schema-version',
  'identity',
  'tables',
  'row-counts',
  'checksums',
  'money',
  'foreign-keys',
  'order-sums',
];
