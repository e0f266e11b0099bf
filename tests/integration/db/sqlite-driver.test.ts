import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { migrate } from '../../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { insertBrand } from '../../support/builders.ts';
import { startOtherWriter } from '../../support/other-writer.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';

let folder: TempDir;
let file: string;
let database: Database;

beforeEach(async () => {
  folder = createTempDir();
  file = `${folder.path}/shop.db`;
  database = openDatabase({ url: { kind: 'sqlite', file } });
  await migrate(database);
});

afterEach(async () => {
  await database.close();
  folder.remove();
});

const findHandles = async (): Promise<readonly string[]> => {
  const rows = await database.reader.selectFrom('brands').select('handle').orderBy('id').execute();
  return rows.map(({ handle }) => handle);
};

describe('the SQLite driver', () => {
  it('runs transactions one after the other, each as a whole', async () => {
    const steps: string[] = [];
    const transact = (name: string) =>
      database.writer.transaction().execute(async (trx) => {
        steps.push(`${name} begins`);
        await nextTurn();
        await trx.insertInto('brands').values({ handle: name, name }).execute();
        await nextTurn();
        steps.push(`${name} ends`);
      });

    await Promise.all(['a', 'b', 'c'].map(transact));

    expect(steps).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]));
    expect(await findHandles()).toEqual(['a', 'b', 'c']);
  });

  it('reads what was there before while a transaction is open', async () => {
    await database.writer.transaction().execute(async (trx) => {
      await trx.insertInto('brands').values({ handle: 'new', name: 'New' }).execute();

      expect(await findHandles()).toEqual([]);
    });

    expect(await findHandles()).toEqual(['new']);
  });

  it('waits for the lock of another process, and meanwhile reads and does other work', async () => {
    const other = await startOtherWriter(file);
    const done: string[] = [];

    const write = insertBrand(database, { handle: 'mine' }).then(() => done.push('written'));
    const transaction = database.writer
      .transaction()
      .execute((trx) => trx.insertInto('brands').values({ handle: 'too', name: 'Too' }).execute())
      .then(() => done.push('transaction'));
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    done.push(`read ${await findHandles()}`);
    done.push('release');
    await other.release();
    await Promise.all([write, transaction]);

    expect(done).toEqual(['read ', 'release', 'written', 'transaction']);
    expect(await findHandles()).toEqual(['other', 'mine', 'too']);
  });

  it('undoes a transaction that throws, and goes on working', async () => {
    const failing = database.writer.transaction().execute(async (trx) => {
      await trx.insertInto('brands').values({ handle: 'a', name: 'A' }).execute();
      throw new Error('changed my mind');
    });

    await expect(failing).rejects.toThrow('changed my mind');
    await insertBrand(database, { handle: 'b' });
    expect(await findHandles()).toEqual(['b']);
  });

  it('reports why SQLite itself has ended a transaction', async () => {
    const filling = database.writer.transaction().execute(async (trx) => {
      await trx.insertInto('brands').values({ handle: 'a', name: 'A' }).execute();
      await sql`insert or rollback into brands (handle, name) values ('b', 'A')`.execute(trx);
    });

    await expect(filling).rejects.toThrow(/unique/i);
    expect(await findHandles()).toEqual([]);
  });

  it('sees a column that was added after a statement was prepared', async () => {
    await insertBrand(database, { handle: 'a', name: 'A' });
    const select = () => database.writer.selectFrom('brands').selectAll().execute();
    expect(await select()).toEqual([{ id: 1, handle: 'a', name: 'A' }]);

    await sql`alter table brands add column country text default 'none'`.execute(database.writer);

    expect(await select()).toEqual([{ id: 1, handle: 'a', name: 'A', country: 'none' }]);
  });

  it('streams row by row, and lets go of the connection when the reader has enough', async () => {
    for (const handle of ['a', 'b', 'c']) await insertBrand(database, { handle });
    const seen: string[] = [];

    for await (const { handle } of database.writer.selectFrom('brands').select('handle').stream()) {
      seen.push(handle);
      if (handle === 'b') break;
    }

    expect(seen).toEqual(['a', 'b']);
    await insertBrand(database, { handle: 'd' });
    expect(await findHandles()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('refuses to write through the reader', async () => {
    const write = database.reader.insertInto('brands').values({ handle: 'a', name: 'A' }).execute();

    await expect(write).rejects.toThrow(/readonly/);
  });

  it.each([
    ['true', true],
    ['a date', new Date(0)],
    ['undefined', undefined],
    ['a list', ['a']],
  ])('refuses %s as a parameter', async (_what, value) => {
    await expect(sql`select ${value}`.execute(database.writer)).rejects.toThrow(TypeError);
  });
});
