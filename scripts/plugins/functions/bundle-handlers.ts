import { relative, sep } from 'node:path';
import { build } from '../../esbuild.ts';

/** Packages in ESM form ask for what only CommonJS has. */
const requireBanner =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

export type BundleOptions = {
  /** Folder of the project. */
  readonly root: string;
  /** Handlers' files below it, without their ending, such as handlers/alarm-rounds/handler. */
  readonly entries: readonly string[];
};

/**
 * Bundles handlers for Lambda, whose runtime brings the AWS clients: all in one run of esbuild, which
 * reads what they share once. Resolves to each entry's code, as an ES module.
 * @throws esbuild's error, which names file and line.
 */
export const bundleHandlers = async ({
  root,
  entries,
}: BundleOptions): Promise<ReadonlyMap<string, Uint8Array>> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: entries.map((entry) => ({ in: `${entry}.ts`, out: entry })),
    outdir: root,
    bundle: true,
    minify: true,
    keepNames: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external: ['@aws-sdk/*'],
    banner: { js: requireBanner },
    outExtension: { '.js': '.mjs' },
    write: false,
    logLevel: 'silent',
  });
  return new Map(
    outputFiles.map(({ path, contents }) => [
      relative(root, path)
        .split(sep)
        .join('/')
        .replace(/\.mjs$/, ''),
      contents,
    ]),
  );
};
