import type { Database, Db } from '../../db/open-database.ts';
import { toTimestamp } from '../../db/timestamp.ts';
import { errorCodeOf } from '../../media/error-code.ts';
import { CatalogImportError } from './import-report.ts';

/** An import that has the catalog to itself until it is done, failed, or silent for a minute. */
export type RunningImport = {
  readonly id: number;
  /** Stops the heartbeat, removes what was staged and, unless it is done, calls it failed. */
  readonly end: () => Promise<void>;
};

const heartbeatMs = 5_000;
const silenceMs = 60_000;
const leftoverMs = 3_600_000;

const stagingTables = [
  'import_categories',
  'import_images',
  'import_variants',
  'import_products',
] as const;

const ago = (now: () => Date, ms: number) => toTimestamp(new Date(now().getTime() - ms));

const removeStaged = async (db: Db, id: number): Promise<void> => {
  for (const table of stagingTables) {
    await db.deleteFrom(table).where('import_id', '=', id).execute();
  }
};

const removeLeftovers = async (db: Db, now: () => Date): Promise<void> => {
  const left = await db
    .selectFrom('catalog_imports as i')
    .select('i.id')
    .where('i.running', 'is', null)
    .where('i.heartbeat_at', '<', ago(now, leftoverMs))
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('import_products as p')
          .select('p.import_id')
          .whereRef('p.import_id', '=', 'i.id'),
      ),
    )
    .execute();
  for (const { id } of left) await removeStaged(db, id);
};

const isTaken = (error: unknown): boolean =>
  errorCodeOf(error) === 'ER_DUP_ENTRY' || /UNIQUE constraint failed/.test(String(error));

/**
 * Takes the catalog for one import. The unique key on `running` decides between two that come at
 * once; one whose heartbeat stopped, because its process died, is pushed aside.
 * @throws CatalogImportError IMPORT_RUNNING
 */
export const startImport = async (
  { writer }: Database,
  fileName: string,
  now: () => Date,
): Promise<RunningImport> => {
  const started = toTimestamp(now());
  await writer
    .updateTable('catalog_imports')
    .set({ state: 'failed', running: null, finished_at: started })
    .where('running', '=', 1)
    .where('heartbeat_at', '<', ago(now, silenceMs))
    .execute();
  const inserted = await writer
    .insertInto('catalog_imports')
    .values({
      file_name: fileName.slice(-100),
      state: 'running',
      running: 1,
      started_at: started,
      heartbeat_at: started,
    })
    .executeTakeFirstOrThrow()
    .catch((error: unknown) => {
      if (!isTaken(error)) throw error;
      throw new CatalogImportError(
        'IMPORT_RUNNING',
        'another import is running: try again when it is done (one that crashed is given up after a minute)',
      );
    });
  const id = Number(inserted.insertId);
  const own = () =>
    writer.updateTable('catalog_imports').where('id', '=', id).where('running', '=', 1);
  // A beat that fails is made up for by the next one; the last step checks whose turn it is anyway.
  const heartbeat = setInterval(() => {
    own()
      .set({ heartbeat_at: toTimestamp(now()) })
      .execute()
      .catch(() => {});
  }, heartbeatMs);
  heartbeat.unref();

  const end = async () => {
    clearInterval(heartbeat);
    await removeStaged(writer, id);
    await own()
      .set({ state: 'failed', running: null, finished_at: toTimestamp(now()) })
      .execute();
  };
  try {
    await removeLeftovers(writer, now);
  } catch (error) {
    await end();
    throw error;
  }
  return { id, end };
};

export type ImportCounts = {
  readonly products: number;
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
};

/**
 * Records an import as done, in the transaction that put it in place.
 * @throws CatalogImportError IMPORT_LOST when another import has taken over meanwhile.
 */
export const finishImport = async (
  trx: Db,
  id: number,
  counts: ImportCounts,
  at: string,
): Promise<void> => {
  const { numUpdatedRows } = await trx
    .updateTable('catalog_imports')
    .set({ ...counts, state: 'done', running: null, finished_at: at, heartbeat_at: at })
    .where('id', '=', id)
    .where('running', '=', 1)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows !== 1n) {
    throw new CatalogImportError(
      'IMPORT_LOST',
      'another import has taken over; nothing was changed',
    );
  }
};
