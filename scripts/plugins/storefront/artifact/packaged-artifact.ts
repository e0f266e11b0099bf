import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Artifact, readArtifact } from './artifact.ts';

const folderOf = (serviceDir: string) => join(serviceDir, '.serverless/storefront');
const fileOf = (serviceDir: string) => join(folderOf(serviceDir), 'artifact.tar.gz');

/** Puts the artefact beside the template, so that `sls deploy --package` deploys the two together. */
export const savePackagedArtifact = (serviceDir: string, { tarball }: Artifact): void => {
  mkdirSync(folderOf(serviceDir), { recursive: true });
  writeFileSync(fileOf(serviceDir), tarball);
};

/** The artefact of the package that is being deployed. @throws when the package has none. */
export const readPackagedArtifact = async (serviceDir: string): Promise<Artifact> => {
  const file = fileOf(serviceDir);
  if (!existsSync(file)) throw new Error(`The package holds no storefront: ${file} is missing.`);
  return readArtifact(readFileSync(file));
};
