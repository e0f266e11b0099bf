import { toArtifactKey } from './artifact-key.ts';
import { type Migrations, parseMigrationList } from './migrations.ts';
import { compress, decompress, type Files, hash, packTar, unpackTar } from './pack.ts';

export const migrationListPath = 'migrations/migrations.json';
export const edgeFolder = 'edge/';

/** The storefront as it is deployed: one tarball, and what can be said of it. */
export type Artifact = {
  readonly key: string;
  /** Of the uncompressed tar: gzip may differ from one machine to the next. */
  readonly sha256: string;
  readonly tarball: Uint8Array;
  readonly unpackedBytes: number;
  readonly migrations: Migrations;
  /** File name below static/ -> content. */
  readonly staticFiles: Files;
  /** Pages that the CDN has from a bucket, by name; the shop's origin is not in them yet. */
  readonly edgePages: Files;
};

const filesBelow = (files: Files, folder: string): Files =>
  new Map(
    [...files]
      .filter(([path]) => path.startsWith(folder))
      .map(([path, content]) => [path.slice(folder.length), content]),
  );

const describe = (files: Files, tar: Uint8Array, tarball: Uint8Array): Artifact => {
  const list = files.get(migrationListPath);
  if (!list) throw new Error(`the artefact has no ${migrationListPath}`);
  const sha256 = hash(tar);
  return {
    key: toArtifactKey(sha256),
    sha256,
    tarball,
    unpackedBytes: tar.length,
    migrations: parseMigrationList(Buffer.from(list).toString('utf8')),
    staticFiles: filesBelow(files, 'static/'),
    edgePages: filesBelow(files, edgeFolder),
  };
};

/** @throws when a file's name is too long, or the list of migrations is missing. */
export const packArtifact = async (files: Files): Promise<Artifact> => {
  const tar = packTar(files);
  return describe(files, tar, await compress(tar));
};

/** Reads a tarball that packArtifact made. @throws when it is something else. */
export const readArtifact = async (tarball: Uint8Array): Promise<Artifact> => {
  const tar = await decompress(tarball);
  return describe(await unpackTar(tar), tar, tarball);
};
