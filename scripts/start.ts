import { join, resolve } from 'node:path';
import { build } from './build.ts';

const root = resolve(import.meta.dirname, '..');
const outDir = join(root, 'dist');

await build({ outDir });
process.chdir(root);
process.env['DEMO_CATALOG'] ??= 'storefront/demo/catalog.csv';
await import(join(outDir, 'storefront/server.js'));
