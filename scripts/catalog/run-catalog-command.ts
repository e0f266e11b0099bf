import { readConfig } from '../../storefront/config.ts';
import { openConfiguredDatabase } from '../../storefront/open-configured-database.ts';
import { loadSecrets } from '../../storefront/secrets/load-secrets.ts';
import { type CatalogContext, prepareDatabase } from './catalog-context.ts';
import { createProgress } from './progress.ts';
import { runExport } from './run-export.ts';
import { runImport, writeRefusal } from './run-import.ts';
import { type CatalogCommand, parseCommand, UsageError, usage } from './usage.ts';

type WorkCommand = Exclude<CatalogCommand, { name: 'help' }>;

const openFromEnvironment = async () => {
  const config = readConfig(process.env);
  const secrets = await loadSecrets(config, () => {});
  return { config, ...openConfiguredDatabase(config, secrets) };
};

const run = async (command: WorkCommand): Promise<number> => {
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped'));
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const { config, database } = await openFromEnvironment();
  try {
    await prepareDatabase(database);
    const progress = createProgress(process.stderr, Date.now);
    const context: CatalogContext = { config, database, progress, signal: stopping.signal };
    return await (command.name === 'import'
      ? runImport(command, context)
      : runExport(command, context));
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    await database.close();
  }
};

const explain = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

const tell = (command: WorkCommand, error: unknown): void => {
  if (command.name === 'import') writeRefusal(command, explain(error));
  else console.error(`${command.file}: ${explain(error)}`);
};

/** `npm run catalog`; returns the exit code. */
export const runCatalogCommand = async (args: readonly string[]): Promise<number> => {
  let command: CatalogCommand;
  try {
    command = parseCommand(args);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${usage}`);
    return 2;
  }
  if (command.name === 'help') {
    console.log(usage);
    return 0;
  }
  try {
    return await run(command);
  } catch (error) {
    tell(command, error);
    return 1;
  }
};
