import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { type BuildResult, build as bundle } from './esbuild.ts';

const projectRoot = join(import.meta.dirname, '..');

type Files = ReadonlyMap<string, Uint8Array>;

// Nothing of a bundle may depend on the folder it is built in: comments and hashes of esbuild name
// sources from `absWorkingDir`, its source maps from `outdir`, both by where a link leads to.
const place = (root: string) => ({
  absWorkingDir: root,
  preserveSymlinks: true,
  write: false as const,
  bundle: true as const,
  format: 'esm' as const,
  logLevel: 'error' as const,
});

const outdir = (root: string) => join(root, 'dist');

const collect = (root: string, { outputFiles }: { outputFiles: BuildResult['outputFiles'] }) =>
  (outputFiles ?? []).map(({ path, contents }): [string, Uint8Array] => [
    relative(outdir(root), path).split(sep).join('/'),
    contents,
  ]);

/** Bundles style sheets and scripts of pages under hashed names; also source name -> file name. */
const bundlePages = async (root: string) => {
  const result = await bundle({
    ...place(root),
    entryPoints: ['storefront/browser/shop.ts', 'storefront/browser/shop.css'],
    outdir: join(outdir(root), 'static'),
    entryNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    minify: true,
    target: ['es2022', 'chrome110', 'firefox115', 'safari16.4'],
    loader: { '.woff2': 'file', '.svg': 'file' },
    metafile: true,
  });
  const names = Object.entries(result.metafile.outputs).map(([output, { entryPoint }]) => [
    entryPoint ? basename(entryPoint).replace(/\.ts$/, '.js') : basename(output),
    basename(output),
  ]);
  return { files: collect(root, result), names: Object.fromEntries(names) };
};

/** The other static files, under hashed names. */
const hashPublicFiles = (root: string) =>
  readdirSync(join(root, 'storefront/public'))
    .sort()
    .map((name) => {
      const content = readFileSync(join(root, 'storefront/public', name));
      const hash = createHash('sha256').update(content).digest('hex').slice(0, 8).toUpperCase();
      return { name, hashed: `${basename(name, extname(name))}-${hash}${extname(name)}`, content };
    });

const bundleServer = async (root: string, sourceMap: boolean) =>
  collect(
    root,
    await bundle({
      ...place(root),
      entryPoints: ['storefront/server.ts'],
      outfile: join(outdir(root), 'storefront/server.js'),
      platform: 'node',
      target: 'node24',
      sourcemap: sourceMap && 'linked',
      // Packages in CommonJS ask for node's own modules by require.
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    }),
  );

/**
 * Builds the storefront of the project at `root` without writing anything: `storefront/server.js`,
 * `static/…`, `static-manifest.json` and `package.json`, the same bytes wherever the project lies.
 * @throws esbuild's error, which names file and line.
 */
export const buildFiles = async ({
  root = projectRoot,
  sourceMap,
}: {
  root?: string;
  sourceMap: boolean;
}): Promise<Files> => {
  const [pages, server] = await Promise.all([bundlePages(root), bundleServer(root, sourceMap)]);
  const publicFiles = hashPublicFiles(root);
  const names = {
    ...pages.names,
    ...Object.fromEntries(publicFiles.map(({ name, hashed }) => [name, hashed])),
  };
  return new Map([
    ...server,
    ...pages.files,
    ...publicFiles.map(({ hashed, content }): [string, Uint8Array] => [
      `static/${hashed}`,
      content,
    ]),
    ['static-manifest.json', Buffer.from(`${JSON.stringify(names, null, 2)}\n`)],
    ['package.json', Buffer.from('{ "type": "module" }\n')],
  ]);
};

/** Builds the storefront into a folder, which is emptied first. @throws like buildFiles. */
export const build = async ({ outDir }: { outDir: string }): Promise<void> => {
  const files = await buildFiles({ sourceMap: true });
  rmSync(outDir, { recursive: true, force: true });
  for (const [path, content] of files) {
    mkdirSync(dirname(join(outDir, path)), { recursive: true });
    writeFileSync(join(outDir, path), content);
  }
};

const help = `usage: npm run build [-- FOLDER]

Builds the storefront into FOLDER, dist/ unless told, which is emptied first.`;

if (import.meta.main) {
  const { values, positionals } = parseArgs({
    options: { help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) console.log(help);
  else await build({ outDir: positionals[0] ?? join(projectRoot, 'dist') });
}
