import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp } from './app.tsx';
import { loadAssets } from './assets.ts';
import { buildDigest } from './cache/build-digest.ts';
import { openSharedCache } from './cache/open-shared-cache.ts';
import { createCachedCatalog } from './catalog/cached-catalog.ts';
import { watchCatalog } from './catalog/watch-catalog.ts';
import { createCommerce } from './commerce.ts';
import { ConfigError, readConfig } from './config.ts';
import { createHttpServer, drain, listen } from './http/http-server.ts';
import { PageCache } from './http/page-cache.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createShopperServices } from './http/shopper-services.ts';
import { storefrontJobs } from './jobs.ts';
import { createLogger } from './logger.ts';
import { createMailTransport } from './mail/create-mail-transport.ts';
import { folderMediaStore } from './media/folder-media-store.ts';
import { buildMetricsLine } from './metrics/build-metrics-line.ts';
import { buildRouteMetricsLines } from './metrics/build-route-metrics-lines.ts';
import { Metrics } from './metrics/metrics.ts';
import { limitsOf, openConfiguredDatabase } from './open-configured-database.ts';
import { prepareEmbedded } from './prepare-embedded.ts';
import { reportCaches } from './report-caches.ts';
import { reportEndpoints } from './report-endpoints.ts';
import { runRepeatedly } from './run-repeatedly.ts';
import { loadSecrets } from './secrets/load-secrets.ts';
import { fetchSecret } from './secrets/secrets-manager.ts';
import { createSite } from './site.ts';

const exitUnlessUsable = (error: unknown): never => {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exit(1);
};

const readConfigOrExit = () => {
  try {
    return readConfig();
  } catch (error) {
    return exitUnlessUsable(error);
  }
};

const config = readConfigOrExit();
const { logger, flush } = createLogger(config.LOG_LEVEL);

const die = (error: unknown): never => {
  logger.fatal({ message: 'the storefront stops: it met an error that it cannot handle', error });
  flush();
  process.exit(1);
};
process.on('uncaughtException', die);
process.on('unhandledRejection', die);

const secrets = await loadSecrets(config, (error) =>
  logger.error({ message: 'the database secret could not be fetched anew', error }),
).catch(exitUnlessUsable);
const { database, description } = openConfiguredDatabase(config, secrets, {
  limits: limitsOf(config),
  watch: {
    answerTimeoutMs: config.DATABASE_ANSWER_TIMEOUT_MS,
    readerMaxLagMs: config.DATABASE_READER_MAX_LAG_MS,
    onChange: reportEndpoints(logger),
  },
});
const media = folderMediaStore(config.MEDIA_DIR);
if (database.flavor.kind === 'sqlite') await prepareEmbedded(database, media, config, logger);

const builtDir = join(import.meta.dirname, '..');
const assets = loadAssets(builtDir);
let accepting = true;
const site = createSite(config, assets);
const commerce = createCommerce(config);
const transport = createMailTransport(config, config.STORE_NAME);
const now = () => new Date();
const metrics = new Metrics();
const writeMetrics = async () => {
  const [period, load] = [metrics.take(), database.takeLoad()];
  const options = { period, load, stack: config.METRICS_STACK, now: now() };
  for (const line of [buildMetricsLine(options), ...buildRouteMetricsLines(options)]) {
    logger.info(line);
  }
};
const caches = reportCaches(logger);
const sharedCache = openSharedCache(config, {
  // Whatever makes pages differ: a stage has its own origin, and a release its own code.
  namespace: buildDigest([import.meta.filename, join(builtDir, 'static-manifest.json')], {
    site,
    rules: commerce.rules,
    stack: config.METRICS_STACK,
  }),
  fetchSecret,
  onChange: caches.onSharedChange,
  onError: caches.onSharedError,
});
const catalog = watchCatalog(database, {
  hasReplica: database.flavor.kind === 'mysql' && database.reader !== database.writer,
  now: Date.now,
  onTrouble: caches.onWatchTrouble,
});
// What is loaded before the first look is loaded once more after it: better late than not at all.
await Promise.race([catalog.look(), sleep(1_000)]);
const cacheOptions = {
  now: Date.now,
  onLoadError: caches.onLoadError,
  versions: catalog.versions,
  openTier: sharedCache?.open,
};
const app = createApp({
  site,
  assets,
  database,
  media,
  pages: new PageCache({ maxBytes: config.PAGE_CACHE_MB * 1_000_000, ...cacheOptions }),
  ...createCachedCatalog(database, { currency: config.STORE_CURRENCY, ...cacheOptions }),
  ...createShopperServices(config, secrets.originSecret),
  commerce,
  logger,
  metrics,
  now,
  isAccepting: () => accepting,
});
const paymentPages = commerce.providers.flatMap(({ hosted }) => hosted?.pageOrigin ?? []);
const server = createHttpServer(app, securityHeaders(config.PUBLIC_ORIGIN, paymentPages));

const stopJobs = runRepeatedly(
  [
    ...storefrontJobs({ database, commerce, transport, site, logger, now }),
    { name: 'catalog changes', everyMs: 500, run: catalog.look },
    { name: 'metrics', everyMs: 60_000, run: writeMetrics },
  ],
  logger,
);

const stop = async (signal: string): Promise<void> => {
  if (!accepting) return;
  accepting = false;
  logger.info({ message: 'stopping', signal });
  const drained = await drain(server, config.STOP_TIMEOUT_MS);
  await stopJobs();
  await writeMetrics();
  sharedCache?.close();
  transport.close();
  await database.close();
  logger.info({ message: 'stopped', drained });
  flush();
  process.exit(0);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const port = await listen(server, config.PORT);
const address = `http://localhost:${port}`;
logger.info({ message: 'listening', address, database: description });
flush();

/** What a program that starts the storefront in its own process may tell people. */
export const started = { address, database: description };
