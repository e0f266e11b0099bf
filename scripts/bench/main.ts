import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../build.ts';
import { findTool } from '../setup/find-tool.ts';
import { journeyName, measureJourneys } from './journey.ts';
import { round } from './numbers.ts';
import { readOptions } from './options.ts';
import { measureOrders, orderNames } from './orders.ts';
import { measurePages } from './pages.ts';
import { pageNames } from './paths.ts';

const options = readOptions();
const { wants } = options;
const wantsPages = [...pageNames, 'page queries'].some(wants);
if (!wantsPages && ![...orderNames, journeyName].some(wants)) {
  console.error('Nothing has that in its name; see --help.');
  process.exit(2);
}
if (pageNames.some(wants) && !findTool('wrk')) {
  console.error('The bench needs wrk. Debian: apt-get install wrk. macOS: brew install wrk.');
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), 'tide-bench-'));
const say = (text: string) => console.error(text);

const run = async () => {
  const distDir = join(folder, 'dist');
  if (wantsPages || wants(journeyName)) await build({ outDir: distDir });
  const { pages, queries } = wantsPages
    ? await measurePages(folder, distDir, options, say)
    : { pages: [], queries: [] };
  const orders = await measureOrders(folder, options, say);
  const journeys = wants(journeyName) ? [await measureJourneys(folder, distDir, options, say)] : [];
  return { pages, queries, orders, journeys };
};

const { pages, queries, orders, journeys } = await run().finally(() =>
  rmSync(folder, { recursive: true, force: true }),
);

const printTables = () => {
  const table = (rows: readonly object[]) => rows.length > 0 && console.table(rows);
  table(pages.map((page) => ({ ...page, ratio: round(page.ratio, 3) })));
  if (queries.length > 0) {
    console.log(`Reading 24 cards of 1,000 and of ${options.products} products, median ms:`);
  }
  table(
    queries.map(({ query, smallMs, largeMs, ratio }) => ({
      query,
      '1,000': round(smallMs, 3),
      [options.products]: round(largeMs, 3),
      ratio: round(ratio, 2),
    })),
  );
  table(orders.map((row) => ({ ...row, ratio: round(row.ratio, 3) })));
  table(
    journeys.map((row) => ({
      ...row,
      journeysPerSecond: round(row.journeysPerSecond, 1),
      requestsPerSecond: Math.round(row.requestsPerSecond),
      p50Ms: round(row.p50Ms, 1),
      p99Ms: round(row.p99Ms, 1),
    })),
  );
};

if (options.json) {
  const { products } = options;
  console.log(JSON.stringify({ products, pages, queries, orders, journeys }, null, 2));
} else {
  printTables();
}
// A journey that does not end in an order is no measurement.
if (journeys.some(({ failed }) => failed > 0)) process.exitCode = 1;
