import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildStorefront } from './built-storefront.ts';
import { findFreePort } from './free-port.ts';
import { startLeashed } from './leashed-process.ts';
import { createTempDir } from './temp-dir.ts';

export type LogLine = { readonly level: string; readonly message: string } & Record<
  string,
  unknown
>;

export type StorefrontProcess = {
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Its own folder: database, pictures and mails unless `env` says otherwise. Removed at the end. */
  readonly folder: string;
  readonly logs: () => readonly LogLine[];
  readonly output: () => string;
  /** Asks it to stop, and resolves to the exit code. */
  readonly stop: () => Promise<number>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
export const demoCatalog = join(root, 'storefront/demo/catalog.csv');

const parseLogs = (output: string): readonly LogLine[] =>
  // The last line may not be all there yet.
  output
    .split('\n')
    .slice(0, -1)
    .flatMap((line) => (line.startsWith('{') ? [JSON.parse(line)] : []));

/**
 * Builds the storefront and starts it on a free port, on an SQLite file of its own unless `env`
 * names another database. It ends with the test run at the latest.
 * @throws with all that it wrote, when it ends before it listens.
 */
export const startStorefront = async (
  env: Readonly<Record<string, string>> = {},
): Promise<StorefrontProcess> => {
  const distDir = await buildStorefront();
  const { path: folder } = createTempDir();
  const port = await findFreePort();
  const child = startLeashed([process.execPath, join(distDir, 'storefront/server.js')], {
    env: {
      PATH: process.env['PATH'],
      NODE_NO_WARNINGS: '1',
      PORT: String(port),
      DATABASE_URL: `sqlite:${folder}/shop.db`,
      MEDIA_DIR: join(folder, 'media'),
      MAIL_URL: `file:${join(folder, 'mail')}`,
      ...env,
    },
    removeAfterwards: folder,
  });
  await new Promise<void>((resolve, reject) => {
    child.onOutput(() => {
      if (child.output().includes('"message":"listening"')) resolve();
    });
    void child.exit.then((code) =>
      reject(new Error(`the storefront ended with ${code}:\n${child.output()}`)),
    );
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    folder,
    logs: () => parseLogs(child.output()),
    output: child.output,
    stop: child.stop,
  };
};
