import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';
import { onceIn } from '../../support/template/once.ts';

let folder: TempDir;

beforeEach(() => {
  folder = createTempDir();
});

afterEach(() => folder.remove());

it('does the work once for all who ask, whoever comes first', async () => {
  let count = 0;
  const work = async () => {
    count += 1;
    return `result ${count}`;
  };

  const results = await Promise.all([1, 2, 3].map(() => onceIn(join(folder.path, 'a'), work)));

  expect([...results, await onceIn(join(folder.path, 'a'), work)]).toEqual(
    Array(4).fill('result 1'),
  );
});

it('fails for all who ask', async () => {
  const work = () => Promise.reject(new Error('no such stage'));
  const ask = () => onceIn(join(folder.path, 'b'), work);

  await expect(ask()).rejects.toThrow('no such stage');
  await expect(ask()).rejects.toThrow('no such stage');
});

it('fails where there is no folder for it', async () => {
  await expect(onceIn(join(folder.path, 'none/c'), async () => '')).rejects.toThrow('ENOENT');
});
