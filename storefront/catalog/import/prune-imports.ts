import type { Db } from '../../db/open-database.ts';
import { toTimestamp } from '../../db/timestamp.ts';
import { transact } from '../../db/transact.ts';

const batchSize = 200;
/** An import that says nothing for so long has died, long after another may push it aside. */
const silenceMs = 3_600_000;

const stagedBy = (db: Db, now: Date) =>
  db
    .selectFrom('import_products as p')
    .innerJoin('catalog_imports as i', 'i.id', 'p.import_id')
    .where('i.heartbeat_at', '<', toTimestamp(new Date(now.getTime() - silenceMs)));

/** How many products imports have staged that have died since. */
export const countLeftovers = async (db: Db, now: Date): Promise<number> => {
  const { rows } = await stagedBy(db, now)
    .select(({ fn }) => fn.countAll<number>().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};

/**
 * Calls an import failed that died an hour ago or more, and removes what it has staged, two hundred
 * products at most; returns how many.
 */
export const pruneImports = async (db: Db, now: Date): Promise<number> => {
  const left = await stagedBy(db, now)
    .select(['p.import_id', 'p.position'])
    .orderBy('p.import_id')
    .orderBy('p.position')
    .limit(batchSize)
    .execute();
  const [first] = left;
  if (!first) return 0;
  const { import_id: id } = first;
  const last = left.filter(({ import_id }) => import_id === id).at(-1)?.position ?? 0;
  return transact(db, async (trx) => {
    await trx
      .updateTable('catalog_imports')
      .set({ state: 'failed', running: null, finished_at: toTimestamp(now) })
      .where('id', '=', id)
      .where('running', '=', 1)
      .execute();
    for (const table of ['import_categories', 'import_images', 'import_variants'] as const) {
      await trx
        .deleteFrom(table)
        .where('import_id', '=', id)
        .where('product_position', '<=', last)
        .execute();
    }
    const { numDeletedRows } = await trx
      .deleteFrom('import_products')
      .where('import_id', '=', id)
      .where('position', '<=', last)
      .executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  });
};
