import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

type Outcome = { readonly ok: boolean; readonly value: string };

/**
 * Does a piece of work once for all processes that share a folder; the others wait for its result.
 * @throws what the work threw, in each of them.
 */
export const onceIn = async (folder: string, work: () => Promise<string>): Promise<string> => {
  const result = join(folder, 'outcome.json');
  if (!isFirstIn(folder)) {
    while (!existsSync(result)) await sleep(50);
    return open(result);
  }
  const outcome = await work().then(
    (value): Outcome => ({ ok: true, value }),
    (error: unknown): Outcome => ({ ok: false, value: String(error) }),
  );
  writeFileSync(`${result}.new`, JSON.stringify(outcome));
  renameSync(`${result}.new`, result);
  return open(result);
};

const isFirstIn = (folder: string): boolean => {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (existsSync(folder)) return false;
    throw error;
  }
};

const open = (file: string): string => {
  const { ok, value } = JSON.parse(readFileSync(file, 'utf8')) as Outcome;
  if (!ok) throw new Error(value);
  return value;
};
