import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { constants, existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { requireTool } from '../../scripts/setup/requirements.ts';

const run = promisify(execFile);
const cache = join(import.meta.dirname, '../../.cache/mariadb-data');

const options = [
  '--no-defaults',
  `--user=${userInfo().username}`,
  '--auth-root-authentication-method=normal',
  '--skip-test-db',
  '--innodb-log-file-size=16M',
];

const findKey = async (): Promise<string> => {
  const { stdout: version } = await run(requireTool('mariadbd'), ['--no-defaults', '--version']);
  return createHash('sha256')
    .update(`${version} ${options.join(' ')}`)
    .digest('hex')
    .slice(0, 16);
};

/** Resolves to the folder of a data folder that no server has used, made once for each version. */
const install = async (): Promise<string> => {
  const installed = join(cache, await findKey());
  if (existsSync(installed)) return installed;
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, 'new-'));
  try {
    await run(requireTool('mariadb-install-db'), [
      ...options,
      `--datadir=${join(own, 'data')}`,
      `--tmpdir=${own}`,
    ]);
    // Another process may have been first.
    await rename(join(own, 'data'), installed).catch((error) => {
      if (!existsSync(installed)) throw error;
    });
  } finally {
    await rm(own, { recursive: true, force: true });
  }
  return installed;
};

/** Makes an empty server's data folder. Installing one takes seconds, a copy takes none. */
export const createMariadbData = async (dataDir: string): Promise<void> => {
  await cp(await install(), dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
};
