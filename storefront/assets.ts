import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The built static files, held in memory: a few small ones, asked for by every page. */
export type Assets = {
  /** `shop.css` is `/static/shop-3F2A….css`. @throws when there is no such file. */
  readonly path: (name: string) => string;
  /** The file served at /static/NAME, or undefined when there is none. */
  readonly read: (servedName: string) => Uint8Array<ArrayBuffer> | undefined;
};

/** Reads what the build left in a folder. */
export const loadAssets = (distDir: string): Assets => {
  const manifest = new Map<string, string>(
    Object.entries(JSON.parse(readFileSync(join(distDir, 'static-manifest.json'), 'utf8'))),
  );
  const contents = new Map(
    [...manifest.values()].map((name) => [
      name,
      new Uint8Array(readFileSync(join(distDir, 'static', name))),
    ]),
  );
  return {
    path: (name) => {
      const served = manifest.get(name);
      if (served === undefined) throw new Error(`no static file ${name}`);
      return `/static/${served}`;
    },
    read: (servedName) => contents.get(servedName),
  };
};
