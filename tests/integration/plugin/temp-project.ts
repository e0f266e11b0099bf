import { spawn } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { createTempDir } from '../../support/temp-dir.ts';

const root = resolve(import.meta.dirname, '../../..');

export type Run = {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type TempProject = {
  readonly path: string;
  /** Runs `sls` there; without `env` there are no credentials, and AWS cannot be reached. */
  readonly sls: (args: readonly string[], how?: RunOptions) => Promise<Run>;
  readonly edit: (file: string, change: (text: string) => string) => void;
  readonly remove: () => void;
};

type RunOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly nodeArgs?: readonly string[];
  readonly umask?: string;
};

const offline = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

const run = async (
  folder: string,
  args: readonly string[],
  { env = offline, nodeArgs = [], umask = '022' }: RunOptions = {},
): Promise<Run> => {
  const command = [process.execPath, ...nodeArgs, 'node_modules/serverless/bin/serverless.js'];
  const child = spawn('/bin/sh', ['-c', `umask ${umask}; exec "$@"`, 'sh', ...command, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'], HOME: folder, TMPDIR: process.env['TMPDIR'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exit = new Promise<number | null>((done) => child.on('close', done));
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), exit]);
  return { code, stdout, stderr };
};

/** A copy of what a storefront is built from, in a folder of its own, with a small service. */
export const createTempProject = (): TempProject => {
  const { path, remove } = createTempDir();
  for (const folder of ['storefront', 'scripts', 'resources/instance'])
    if (existsSync(join(root, folder)))
      cpSync(join(root, folder), join(path, folder), { recursive: true });
  for (const file of ['package.json', 'tsconfig.json'])
    copyFileSync(join(root, file), join(path, file));
  copyFileSync(join(import.meta.dirname, 'service.yml'), join(path, 'serverless.yml'));
  symlinkSync(join(root, 'node_modules'), join(path, 'node_modules'));
  return {
    path,
    sls: (args, how) => run(path, args, how),
    edit: (file, change) =>
      writeFileSync(join(path, file), change(readFileSync(join(path, file), 'utf8'))),
    remove,
  };
};
