import { expect, it } from '@jest/globals';
import { CompiledQuery, sql } from 'kysely';
import { parseCatalogQuery } from '../../../storefront/catalog/catalog-query.ts';
import { countFacets } from '../../../storefront/catalog/count-facets.ts';
import { findProduct } from '../../../storefront/catalog/find-product.ts';
import { findProductList } from '../../../storefront/catalog/find-product-list.ts';
import { findRelated } from '../../../storefront/catalog/find-related.ts';
import { type Database, openDatabase } from '../../../storefront/db/open-database.ts';
import { toSettings } from '../../support/database-env.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { fillCatalog } from '../../support/fill-catalog.ts';
import { recordReader } from '../../support/recorded-reader.ts';

type PlanStep = { readonly table: string; readonly step: string };

/** How a database would run a query: one line for each table that it reads. */
const explain = async (
  { reader, flavor }: Database,
  { sql: text, parameters }: CompiledQuery,
): Promise<readonly PlanStep[]> => {
  if (flavor.kind === 'sqlite') {
    const { rows } = await reader.executeQuery<{ detail: string }>(
      CompiledQuery.raw(`explain query plan ${text}`, [...parameters]),
    );
    const derived = rows.flatMap(
      ({ detail }) => /^(?:CO-ROUTINE|MATERIALIZE) (\S+)/.exec(detail)?.[1] ?? [],
    );
    return rows
      .map(({ detail: step }) => ({ table: /^(?:SCAN|SEARCH) (\S+)/.exec(step)?.[1] ?? '', step }))
      .filter(({ table, step }) => !(derived.includes(table) && step === `SCAN ${table}`));
  }
  const { rows } = await reader.executeQuery<Record<string, unknown>>(
    CompiledQuery.raw(`explain ${text}`, [...parameters]),
  );
  return rows.map((row) => ({
    table: String(row['table']),
    step: `${row['type']} ${row['key']} ${row['Extra'] ?? ''}`,
  }));
};

/** Tables of a few dozen rows, which a database may well read whole. */
const small = ['b', 'c', 'brands', 'categories'];

const readsWholeTable = ({ table, step }: PlanStep): boolean =>
  !small.includes(table) &&
  !table.startsWith('<') &&
  (/^ALL /.test(step) || (/^SCAN /.test(step) && !/ INDEX /.test(step)));

/** Sorts more rows than it shows: what it reads does not come in the order that it is shown in. */
const sortsListings = ({ table, step }: PlanStep): boolean =>
  table === 'l' && /Using filesort|Using temporary/.test(step);

const listings = [
  '',
  'sort=newest',
  'sort=price-asc',
  'sort=price-desc',
  'sort=title',
  'page=40',
  'category=category-3',
  'category=category-3&sort=price-asc',
  'category=category-3&sort=title&page=5',
  'brand=brand-2',
  'category=category-3&brand=brand-2',
  'brand=brand-2&brand=brand-3&min=10&max=500&stock=in',
];

describeEachDatabase('with 100,000 products', (_open, { createMigratedDatabase }) => {
  it('every catalog query walks an index', async () => {
    const env = await createMigratedDatabase();
    const plain = openDatabase(toSettings(env));
    await fillCatalog(plain, { products: 100_000, categories: 7, brands: 24 });
    await sql`analyze ${sql.raw(plain.flavor.kind === 'sqlite' ? '' : 'table catalog_listings')}`.execute(
      plain.writer,
    );
    const { database, queries, close } = recordReader(plain, env);
    const reports: string[] = [];
    const report = async (name: string, isWasteful: (step: PlanStep) => boolean) => {
      for (const query of queries.splice(0)) {
        const plan = await explain(plain, query);
        if (plan.some(isWasteful)) {
          reports.push(
            `${name}:\n${plan.map(({ table, step }) => `  ${table}: ${step}`).join('\n')}`,
          );
        }
      }
    };
    const listIsWasteful = (step: PlanStep) => readsWholeTable(step) || sortsListings(step);

    try {
      for (const search of listings) {
        const query = parseCatalogQuery(new URLSearchParams(search), 'USD');
        expect(await findProductList(database, query)).not.toHaveLength(0);
        await report(`list ${search}`, listIsWasteful);
        await countFacets(database, query);
        await report(`facets ${search}`, readsWholeTable);
      }
      const [card] = await findProductList(
        database,
        parseCatalogQuery(new URLSearchParams('q=wool'), 'USD'),
      );
      await report('search', readsWholeTable);
      const product = await findProduct(database, card?.handle ?? '');
      await report('product', readsWholeTable);
      if (product) await findRelated(database, product);
      await report('related', listIsWasteful);
      expect(product).toBeDefined();
    } finally {
      await close();
      await plain.close();
    }

    expect(reports).toEqual([]);
  });
});
