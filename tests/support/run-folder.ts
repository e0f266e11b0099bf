import { createTempDir, type TempDir } from './temp-dir.ts';

let folder: TempDir | undefined;

/** Makes one folder for everything that the workers of a run share; they inherit its path. */
export const createRunFolder = (): void => {
  if (process.env['TEST_RUN_FOLDER']) return;
  folder = createTempDir();
  process.env['TEST_RUN_FOLDER'] = folder.path;
};

export const removeRunFolder = (): void => folder?.remove();
