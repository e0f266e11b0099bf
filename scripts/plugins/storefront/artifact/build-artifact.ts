import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildFiles } from '../../../build.ts';
import { buildEdgePages } from '../../../edge-pages.ts';
import { type Artifact, edgeFolder, migrationListPath, packArtifact } from './artifact.ts';
import { buildDatabaseCertificates } from './database-certificates.ts';
import { readMigrations, writeMigrationList } from './migrations.ts';
import type { Files } from './pack.ts';

// Travels in the launch template, not in the artefact that it fetches.
const userData = 'user-data.sh';

const readInstanceFiles = (root: string): [string, Uint8Array][] => {
  const folder = join(root, 'resources/instance');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name !== userData)
    .map((name) => [`instance/${name}`, readFileSync(join(folder, name))]);
};

const readStaticNames = (storefront: Files): Readonly<Record<string, string>> =>
  JSON.parse(Buffer.from(storefront.get('static-manifest.json') ?? '{}').toString('utf8'));

/**
 * Builds the storefront of the project at `root` and packs it with what an instance needs beside it.
 * Without its source map: with it, a changed comment would replace every instance.
 * @throws esbuild's error, which names file and line.
 */
export const buildArtifact = async (options: {
  root: string;
  region: string;
}): Promise<Artifact> => {
  const { root, region } = options;
  const building = buildFiles({ root, sourceMap: false });
  const [storefront, edgePages, migrations] = await Promise.all([
    building,
    buildEdgePages({ root, staticNames: building.then(readStaticNames) }),
    readMigrations(root),
  ]);
  return packArtifact(
    new Map([
      ...storefront,
      ...[...edgePages].map(([name, page]): [string, Uint8Array] => [`${edgeFolder}${name}`, page]),
      ...readInstanceFiles(root),
      [migrationListPath, Buffer.from(writeMigrationList(migrations))],
      ['rds-ca.pem', Buffer.from(buildDatabaseCertificates(region))],
    ]),
  );
};
