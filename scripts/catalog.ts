import { runCatalogCommand } from './catalog/run-catalog-command.ts';

process.exitCode = await runCatalogCommand(process.argv.slice(2));
