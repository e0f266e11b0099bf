import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';
import { isUpToDate } from './is-up-to-date.ts';

if (process.argv.includes('--help')) {
  console.log(`usage: npm start

Builds the storefront into dist/ and runs it. Settings come from the environment; README.md lists
them. Without any: http://localhost:3000, the database in var/shop.db, filled with the demo catalog.`);
  process.exit(0);
}

const root = resolve(import.meta.dirname, '..');
process.chdir(root);
const outDir = join(root, 'dist');
const sources = ['storefront', 'scripts/build.ts', 'package-lock.json'];
if (!isUpToDate(join(outDir, 'static-manifest.json'), sources)) {
  const { build } = await import('./build.ts');
  await build({ outDir });
}
enableCompileCache(join(root, 'node_modules/.cache/compiled'));

process.env['DEMO_CATALOG'] ??= 'storefront/demo/catalog.csv';
process.env['LOG_LEVEL'] ??= 'warn';
const { started } = await import(join(outDir, 'storefront/server.js'));
console.log(`Tidemarket is open at ${started.address} (database: ${started.database})
Ctrl-C closes it.`);
