import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { migrate } from '../../storefront/db/migrate.ts';
import { type Database, openDatabase } from '../../storefront/db/open-database.ts';
import { fillCatalog } from '../../tests/support/fill-catalog.ts';
import { build } from '../build.ts';
import { findTool } from '../setup/find-tool.ts';
import { type LoadResult, load, writePaths } from './load.ts';
import { measurePageQuery, type PageQuery, pageQueries } from './page-query.ts';
import { findScenarios, type Scenario } from './paths.ts';
import { fetchAnswer, startBareServer, startStorefront } from './servers.ts';

const help = `usage: npm run bench [-- OPTION …]

Measures the built storefront in its production configuration. Each kind of page runs beside a
bare node:http server, also one process, that answers with the same bytes; what travels between
machines is the ratio.

  --seconds N       length of one run (default 5)
  --rounds N        runs of each, shop and bare in turn (default 3)
  --connections N   (default 16)
  --products N      size of the catalog (default 20000)
  --only TEXT       only scenarios whose name holds TEXT
  --json            one JSON document on standard output
  --help
`;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    connections: { type: 'string', default: '16' },
    products: { type: 'string', default: '20000' },
    only: { type: 'string', default: '' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(help);
  process.exit(0);
}
if (!findTool('wrk')) {
  console.error('The bench needs wrk. Debian: apt-get install wrk. macOS: brew install wrk.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'tide-bench-'));
const say = (text: string) => console.error(text);
const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

const createCatalog = async (products: number): Promise<{ file: string; database: Database }> => {
  const file = join(folder, `shop-${products}.db`);
  const database = openDatabase({ url: { kind: 'sqlite', file } });
  await migrate(database);
  await fillCatalog(database, { products, categories: 7, brands: 24 });
  return { file, database };
};

const measurePageQueries = async (small: Database, large: Database) => {
  const names = Object.keys(pageQueries) as PageQuery[];
  const rows = [];
  for (const name of names) {
    const times = { small: [] as number[], large: [] as number[] };
    for (let round = 0; round < 5; round += 1) {
      times.small.push(await measurePageQuery(small, name, 100));
      times.large.push(await measurePageQuery(large, name, 100));
    }
    const [smallMs, largeMs] = [median(times.small), median(times.large)];
    rows.push({ query: name, smallMs, largeMs, ratio: largeMs / smallMs });
  }
  return rows;
};

const measureScenario = async (shop: string, scenario: Scenario) => {
  const options = { connections: Number(values.connections), seconds: Number(values.seconds) };
  const script = writePaths(folder, 'paths', scenario.paths);
  const bare = await startBareServer(await fetchAnswer(shop, scenario.paths[0] ?? '/'));
  const results: { shop: LoadResult[]; bare: LoadResult[] } = { shop: [], bare: [] };
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      results.shop.push(await load(shop, script, options));
      results.bare.push(await load(bare.origin, script, options));
    }
  } finally {
    await bare.stop();
  }
  const [first] = results.shop;
  const rate = (list: readonly LoadResult[]) => median(list.map((one) => one.requestsPerSecond));
  return {
    scenario: scenario.name,
    requestsPerSecond: Math.round(rate(results.shop)),
    bareRequestsPerSecond: Math.round(rate(results.bare)),
    ratio: rate(results.shop) / rate(results.bare),
    aim: scenario.aim,
    p50Ms: first?.p50Ms ?? Number.NaN,
    p99Ms: first?.p99Ms ?? Number.NaN,
    failed: results.shop.reduce((sum, { failed }) => sum + failed, 0),
  };
};

const run = async () => {
  say(`Making catalogs of 1,000 and ${values.products} products …`);
  const small = await createCatalog(1_000);
  const large = await createCatalog(Number(values.products));
  const queries = await measurePageQueries(small.database, large.database);
  const scenarios = (await findScenarios(large.database.reader)).filter(({ name }) =>
    name.includes(values.only),
  );
  await small.database.close();
  await large.database.close();

  const distDir = join(folder, 'dist');
  await build({ outDir: distDir });
  const shop = await startStorefront(distDir, join(folder, 'storefront.log'), {
    DATABASE_URL: `sqlite:${large.file}`,
    MEDIA_DIR: join(folder, 'media'),
  });
  const pages = [];
  try {
    for (const scenario of scenarios) {
      say(`${scenario.name} …`);
      pages.push(await measureScenario(shop.origin, scenario));
    }
  } finally {
    await shop.stop();
  }
  return { pages, queries };
};

const { pages, queries } = await run().finally(() =>
  rmSync(folder, { recursive: true, force: true }),
);
if (values.json) {
  console.log(JSON.stringify({ products: Number(values.products), pages, queries }, null, 2));
} else {
  const round = (number: number, digits: number) => Number(number.toFixed(digits));
  console.table(pages.map((page) => ({ ...page, ratio: round(page.ratio, 3) })));
  console.log(`Reading 24 cards of 1,000 and of ${values.products} products, median ms:`);
  console.table(
    queries.map(({ query, smallMs, largeMs, ratio }) => ({
      query,
      '1,000': round(smallMs, 3),
      [values.products]: round(largeMs, 3),
      ratio: round(ratio, 2),
    })),
  );
}
