import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createTempDir, type TempDir } from '../../../support/temp-dir.ts';
import { packRelease, type TestArtifact } from './artifact.ts';
import { type Instance, launchInstance } from './instance.ts';
import { makeRootFolder } from './root-folder.ts';

export type Fleet = {
  /** A new instance; the artefact that it finds is this one, or a good one. */
  readonly launch: (artifact?: TestArtifact) => Instance;
  readonly remove: () => void;
};

/** One image, and as many instances of it as a test file wants. */
export const createFleet = (): Fleet => {
  const folder: TempDir = createTempDir();
  const image = join(folder.path, 'image');
  mkdirSync(image);
  makeRootFolder(image);
  const good = packRelease('the storefront');
  let count = 0;
  return {
    launch: (artifact = good) => {
      count += 1;
      const root = join(folder.path, `instance-${count}`);
      mkdirSync(root);
      return launchInstance(image, root, artifact);
    },
    remove: folder.remove,
  };
};
