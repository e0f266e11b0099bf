import { join } from 'node:path';
import { createCatalog } from './create-catalog.ts';
import { type LoadResult, load, writePaths } from './load.ts';
import { median } from './numbers.ts';
import type { BenchOptions } from './options.ts';
import { measurePageQueries } from './page-query.ts';
import { findScenarios, type Scenario } from './paths.ts';
import { fetchAnswer, startBareServer, startStorefront } from './servers.ts';

export type PageRow = {
  readonly scenario: string;
  readonly requestsPerSecond: number;
  readonly bareRequestsPerSecond: number;
  readonly ratio: number;
  readonly aim: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly failed: number;
};

const measureScenario = async (
  folder: string,
  shop: string,
  scenario: Scenario,
  options: BenchOptions,
): Promise<PageRow> => {
  const script = writePaths(folder, 'paths', scenario.paths);
  const bare = await startBareServer(await fetchAnswer(shop, scenario.paths[0] ?? '/'));
  const results: { shop: LoadResult[]; bare: LoadResult[] } = { shop: [], bare: [] };
  try {
    for (let round = 0; round < options.rounds; round += 1) {
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

/** Measures the wanted pages, and the queries behind them. */
export const measurePages = async (
  folder: string,
  distDir: string,
  options: BenchOptions,
  say: (text: string) => void,
) => {
  say(`Making catalogs of 1,000 and ${options.products} products …`);
  const file = join(folder, 'large.db');
  const small = await createCatalog(join(folder, 'small.db'), 1_000);
  const large = await createCatalog(file, options.products);
  const queries = options.wants('page queries') ? await measurePageQueries(small, large) : [];
  const scenarios = await findScenarios(large.reader);
  await small.close();
  await large.close();

  const shop = await startStorefront(distDir, join(folder, 'pages.log'), {
    DATABASE_URL: `sqlite:${file}`,
    MEDIA_DIR: join(folder, 'media'),
    MAIL_URL: `file:${join(folder, 'mail')}`,
  });
  const pages: PageRow[] = [];
  try {
    for (const scenario of scenarios.filter(({ name }) => options.wants(name))) {
      say(`${scenario.name} …`);
      pages.push(await measureScenario(folder, shop.origin, scenario, options));
    }
  } finally {
    await shop.stop();
  }
  return { pages, queries };
};
