import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { build as bundle } from 'esbuild';

const root = join(import.meta.dirname, '..');
const storefront = join(root, 'storefront');

/** Bundles style sheets and scripts of pages under hashed names; returns source name -> file name. */
const buildBundles = async (staticDir: string): Promise<Record<string, string>> => {
  const { metafile } = await bundle({
    entryPoints: [join(storefront, 'browser/shop.ts'), join(storefront, 'browser/shop.css')],
    outdir: staticDir,
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file', '.svg': 'file' },
    metafile: true,
    logLevel: 'error',
  });
  return Object.fromEntries(
    Object.entries(metafile.outputs).map(([output, { entryPoint }]) => [
      entryPoint ? basename(entryPoint).replace(/\.ts$/, '.js') : basename(output),
      basename(output),
    ]),
  );
};

/** Copies the other static files under hashed names. */
const copyFiles = (staticDir: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(join(storefront, 'public')).map((name) => {
      const content = readFileSync(join(storefront, 'public', name));
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
      const hashed = `${basename(name, extname(name))}-${hash}${extname(name)}`;
      cpSync(join(storefront, 'public', name), join(staticDir, hashed));
      return [name, hashed];
    }),
  );

const buildServer = (outDir: string) =>
  bundle({
    entryPoints: [join(storefront, 'server.ts')],
    outfile: join(outDir, 'storefront/server.js'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    sourcemap: 'linked',
    // Packages in CommonJS ask for node's own modules by require.
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });

/**
 * Builds the storefront: `storefront/server.js`, `static/` and `static-manifest.json` below `outDir`.
 * @throws esbuild's error, which names file and line.
 */
export const build = async ({ outDir }: { outDir: string }): Promise<void> => {
  const staticDir = join(outDir, 'static');
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(staticDir, { recursive: true });
  const [bundles] = await Promise.all([buildBundles(staticDir), buildServer(outDir)]);
  writeFileSync(
    join(outDir, 'static-manifest.json'),
    `${JSON.stringify({ ...bundles, ...copyFiles(staticDir) }, null, 2)}\n`,
  );
  writeFileSync(join(outDir, 'package.json'), '{ "type": "module" }\n');
};

if (import.meta.main) await build({ outDir: process.argv[2] ?? join(root, 'dist') });
