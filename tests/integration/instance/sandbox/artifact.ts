import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../../../scripts/setup/run-checks.ts';
import { createTempDir } from '../../../support/temp-dir.ts';

export const instanceFolder = join(root, 'resources/instance');

export type TestArtifact = { readonly packed: Buffer; readonly sha256: string };

/** Any bytes as if they were the tar of an artefact. */
export const packBytes = (bytes: Buffer): TestArtifact => ({
  packed: gzipSync(bytes),
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** An artefact as the plugin makes it, as far as an instance looks into it. */
export const packRelease = (server: string, leftOut: readonly string[] = []): TestArtifact => {
  const folder = createTempDir();
  try {
    for (const name of ['storefront', 'instance']) mkdirSync(join(folder.path, name));
    writeFileSync(join(folder.path, 'storefront/server.js'), server);
    writeFileSync(join(folder.path, 'rds-ca.pem'), 'the bundle of RDS');
    for (const name of readdirSync(instanceFolder)) {
      if (leftOut.includes(name)) continue;
      cpSync(join(instanceFolder, name), join(folder.path, 'instance', name));
    }
    const tar = join(folder.path, 'release.tar');
    // Owned by whoever built it, which must not matter there.
    const owner = ['--owner=1000', '--group=1000'];
    const content = ['storefront', 'instance', 'rds-ca.pem'];
    execFileSync('tar', ['-cf', tar, ...owner, '-C', folder.path, ...content]);
    return packBytes(readFileSync(tar));
  } finally {
    folder.remove();
  }
};
