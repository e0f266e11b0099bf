import { join } from 'node:path';
import { createApp } from './app.tsx';
import { loadAssets } from './assets.ts';
import { createCachedCatalog } from './catalog/cached-catalog.ts';
import { createCommerce } from './commerce.ts';
import { ConfigError, readConfig } from './config.ts';
import { describeDatabase } from './db/database-url.ts';
import { openDatabase } from './db/open-database.ts';
import { createHttpServer, drain, listen } from './http/http-server.ts';
import { PageCache } from './http/page-cache.ts';
import { securityHeaders } from './http/security-headers.ts';
import { createShopperServices } from './http/shopper-services.ts';
import { storefrontJobs } from './jobs.ts';
import { createLogger } from './logger.ts';
import { createMailTransport } from './mail/create-mail-transport.ts';
import { folderMediaStore } from './media/folder-media-store.ts';
import { prepareEmbedded } from './prepare-embedded.ts';
import { runRepeatedly } from './run-repeatedly.ts';
import { createSite } from './site.ts';

const readConfigOrExit = () => {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exit(1);
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

const database = openDatabase({
  url: config.DATABASE_URL,
  readerUrl: config.DATABASE_READER_URL,
  caFile: config.DATABASE_CA_FILE,
});
const media = folderMediaStore(config.MEDIA_DIR);
if (config.DATABASE_URL.kind === 'sqlite') await prepareEmbedded(database, media, config, logger);

const onLoadError = (error: unknown, key: string) =>
  logger.warn({ message: 'served from cache, because loading it anew failed', key, error });
const assets = loadAssets(join(import.meta.dirname, '..'));
let accepting = true;
const site = createSite(config, assets);
const commerce = createCommerce(config);
const transport = createMailTransport(config, config.STORE_NAME);
const now = () => new Date();
const app = createApp({
  site,
  assets,
  database,
  media,
  pages: new PageCache({ maxBytes: config.PAGE_CACHE_MB * 1_000_000, now: Date.now, onLoadError }),
  ...createCachedCatalog(database, config.STORE_CURRENCY, Date.now, onLoadError),
  ...createShopperServices(config),
  commerce,
  logger,
  now,
  isAccepting: () => accepting,
});
const paymentPages = commerce.providers.flatMap(({ hosted }) => hosted?.pageOrigin ?? []);
const server = createHttpServer(app, securityHeaders(config.PUBLIC_ORIGIN, paymentPages));

const stopJobs = runRepeatedly(
  storefrontJobs({ database, commerce, transport, site, logger, now }),
  logger,
);

const stop = async (signal: string): Promise<void> => {
  if (!accepting) return;
  accepting = false;
  logger.info({ message: 'stopping', signal });
  const drained = await drain(server, config.STOP_TIMEOUT_MS);
  await stopJobs();
  transport.close();
  await database.close();
  logger.info({ message: 'stopped', drained });
  flush();
  process.exit(0);
};
process.on('SIGINT', stop);
process.on('SIGTERM', stop);

const port = await listen(server, config.PORT);
const databaseName = describeDatabase(config.DATABASE_URL);
logger.info({ message: 'listening', address: `http://localhost:${port}`, database: databaseName });
flush();

/** What a program that starts the storefront in its own process may tell people. */
export const started = { address: `http://localhost:${port}`, database: databaseName };
