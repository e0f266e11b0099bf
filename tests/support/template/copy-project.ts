import { cpSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';

// What packaging reads. `sls package` writes beside the sources, so that two at once, of a test
// and of a person, would overwrite each other's files.
const sources = [
  'serverless.yml',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'handlers',
  'resources',
  'scripts',
  'storefront',
];

/** Copies what packaging reads into a folder, which shares the project's node_modules. */
export const copyProject = (root: string, folder: string): void => {
  mkdirSync(folder, { recursive: true });
  for (const source of sources) {
    if (existsSync(join(root, source))) {
      cpSync(join(root, source), join(folder, source), { recursive: true });
    }
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
};
