import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const builder = fileURLToPath(new URL('../../scripts/build.ts', import.meta.url));

const isFirst = (lock: string): boolean => {
  try {
    mkdirSync(lock);
    return true;
  } catch {
    return false;
  }
};

/**
 * Builds the storefront, once for all tests of the run, and returns the folder it is in.
 * @throws what the build wrote, when it fails.
 */
export const buildStorefront = async (): Promise<string> => {
  const folder = process.env['TEST_RUN_FOLDER'];
  if (!folder) throw new Error('TEST_RUN_FOLDER is not set: its project has no global set-up');
  const dist = join(folder, 'dist');
  const failed = join(folder, 'build-failed');
  if (isFirst(join(folder, 'build-lock'))) {
    try {
      await promisify(execFile)(process.execPath, [builder, `${dist}.part`]);
      renameSync(`${dist}.part`, dist);
    } catch (error) {
      writeFileSync(failed, '');
      throw error;
    }
  }
  while (!existsSync(dist)) {
    if (existsSync(failed)) throw new Error('the storefront could not be built');
    await sleep(50);
  }
  return dist;
};
