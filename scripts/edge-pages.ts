import { build as bundle } from './esbuild.ts';

/** Stands in built pages for the shop's origin, which without a domain is known once deployed. */
const unknownOrigin = 'https://origin-of-the-shop.invalid';

type Pages = ReadonlyMap<string, Uint8Array>;
type Renderer = typeof import('../storefront/views/edge-pages.tsx');

const load = async (root: string): Promise<Renderer> => {
  const { outputFiles } = await bundle({
    absWorkingDir: root,
    entryPoints: ['storefront/views/edge-pages.tsx'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
  });
  const [file] = outputFiles;
  if (!file) throw new Error('esbuild made no file');
  return import(`data:text/javascript;base64,${Buffer.from(file.contents).toString('base64')}`);
};

/**
 * Renders `offers.html` and `unavailable.html`, for a shop whose origin is not known yet.
 * @param staticNames what static-manifest.json holds; it is waited for while the views are bundled.
 * @param settings of the storefront as it is deployed, such as STORE_NAME.
 */
export const buildEdgePages = async ({
  root,
  staticNames,
  settings = {},
}: {
  root: string;
  staticNames: Promise<Readonly<Record<string, string>>>;
  settings?: Readonly<Record<string, string>>;
}): Promise<Pages> => {
  const [{ renderEdgePages }, names] = await Promise.all([load(root), staticNames]);
  const pages = renderEdgePages(names, { ...settings, PUBLIC_ORIGIN: unknownOrigin });
  return new Map(Object.entries(pages).map(([name, html]) => [name, Buffer.from(html)]));
};

/** The pages as they are uploaded. @param origin the shop's, such as `https://shop.example`. */
export const placeEdgePages = (pages: Pages, origin: string): Pages =>
  new Map(
    [...pages].map(([name, html]) => [
      name,
      Buffer.from(Buffer.from(html).toString('utf8').replaceAll(unknownOrigin, origin)),
    ]),
  );
