import type { DataServices } from '../shared/build-data-services.ts';
import type { MysqlAddress } from '../shared/connect-mysql.ts';
import { adminSecret, applicationSecret, serversOf } from '../shared/database-secrets.ts';
import { maintain } from '../shared/maintain.ts';
import type { Config } from './config.ts';
import type { ReportDatabaseEvent } from './event.ts';
import { findMissingIndexes, type MissingIndexes } from './find-missing-indexes.ts';
import { readLagMs, readServer, type ServerState } from './read-server.ts';
import { type FullScan, readFullScans, readStatements, type Statement } from './read-statements.ts';
import { type IndexSize, readIndexes, readTables, type TableSize } from './read-tables.ts';
import { type OpenTransaction, readTransactions } from './read-transactions.ts';
import { type Ask, type Section, section, Unavailable, withReadOnly } from './section.ts';

export type ReportDatabaseResult = {
  readonly outcome: 'reported';
  readonly summary: string;
  readonly writer: Section<ServerState>;
  readonly reader: Section<ServerState>;
  readonly lagMs: Section<number>;
  readonly tables: Section<readonly TableSize[]>;
  readonly indexes: Section<readonly IndexSize[]>;
  readonly missingIndexes: Section<MissingIndexes>;
  readonly statements: Section<readonly Statement[]>;
  readonly fullScans: Section<readonly FullScan[]>;
  readonly transactions: Section<readonly OpenTransaction[]>;
};

type Services = DataServices<Config>;

const describe = ({
  writer,
  tables,
  lagMs,
  missingIndexes,
}: Pick<ReportDatabaseResult, 'writer' | 'tables' | 'lagMs' | 'missingIndexes'>): string => {
  const parts: string[] = [];
  if (!('unavailable' in tables)) {
    const bytes = tables.reduce((sum, it) => sum + it.dataBytes + it.indexBytes, 0);
    parts.push(`${tables.length} tables of ${Math.ceil(bytes / 1e6)} MB`);
  }
  if (!('unavailable' in writer)) {
    parts.push(`${writer.connections} of ${writer.maxConnections} connections`);
  }
  if (typeof lagMs === 'number') parts.push(`reader ${lagMs} ms behind`);
  if (!('unavailable' in missingIndexes)) {
    const { tablesWithoutPrimaryKey, foreignKeysWithoutIndex } = missingIndexes;
    const missing = tablesWithoutPrimaryKey.length + foreignKeysWithoutIndex.length;
    parts.push(missing === 0 ? 'no index is missing' : `${missing} indexes are missing`);
  }
  return parts.join(', ') || 'the database does not answer';
};

/** What only the administrator sees: the server's statistics and everybody's transactions. */
const reportAsAdmin = async (
  admin: MysqlAddress,
  database: string,
  options: { readonly top: number; readonly slowLog: string },
) => {
  const as = <T>(read: (ask: Ask) => Promise<T>): Promise<Section<T>> =>
    section(() => withReadOnly(admin, read));
  return {
    indexes: await as((ask) => readIndexes(ask, database, options.top)),
    statements: await as((ask) => readStatements(ask, database, options)),
    fullScans: await as((ask) => readFullScans(ask, database, options)),
    transactions: await as((ask) => readTransactions(ask, options.top)),
  };
};

const report = async (
  { top }: ReportDatabaseEvent,
  { config, secrets, ca }: Services,
): Promise<ReportDatabaseResult> => {
  const secret = await secrets.read(config.APPLICATION_SECRET_ID, applicationSecret);
  const administrator = await secrets.read(config.ADMIN_SECRET_ID, adminSecret);
  const { username: user, password, dbname: database } = secret;
  const servers = serversOf(secret);
  const onWriter = <T>(read: (ask: Ask) => Promise<T>): Promise<Section<T>> =>
    section(() => withReadOnly({ ...servers.writer, user, password, database, ca }, read));
  const onReader = <T>(read: (ask: Ask) => Promise<T>): Promise<Section<T>> =>
    section(() => {
      if (!servers.reader) throw new Unavailable('there is no reader: the writer answers all');
      return withReadOnly({ ...servers.reader, user, password, database, ca }, read);
    });
  const asApplication = {
    writer: await onWriter(readServer),
    reader: await onReader(readServer),
    lagMs: await onReader(readLagMs),
    tables: await onWriter(readTables),
    missingIndexes: await onWriter(findMissingIndexes),
  };
  const admin = {
    ...servers.writer,
    user: administrator.username,
    password: administrator.password,
    ca,
  };
  return {
    outcome: 'reported',
    summary: describe(asApplication),
    ...asApplication,
    ...(await reportAsAdmin(admin, database, { top, slowLog: config.SLOW_LOG_GROUP })),
  };
};

/** How the database is: it only reads, and says of each part that is not to be had why. */
export const reportDatabase = maintain({ job: 'report-database', hurts: () => false }, report);
