import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import {
  findLaunchTemplateVersions,
  type findOutputs,
  findPhysicalIds,
  readExport,
  readSecret,
  readTar,
} from '../../tests/support/deploy/live-stack.ts';

type Client = Parameters<typeof findOutputs>[0];

const stackName = 'tidemarket-dev';

/** What an instance of the fleet would have, by its launch template's user data. */
export type DeployedRelease = {
  /** The artefact as uploaded, unpacked. */
  readonly releaseFolder: string;
  readonly sha256: string;
  readonly caFile: string;
  /** Settings of the storefront. */
  readonly settings: Readonly<Record<string, string>>;
  readonly databaseSecretId: string;
  readonly slackSecretId: string;
  readonly originSecret: string;
};

const parseSettings = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    text
      .split('\n')
      .filter((line) => line.includes('='))
      .map((line) => {
        const end = line.indexOf('=');
        return [line.slice(0, end), line.slice(end + 1)];
      }),
  );

const getId = (ids: Readonly<Record<string, string>>, name: string): string => {
  const id = ids[name];
  if (!id) throw new Error(`the stack has no ${name}`);
  return id;
};

/** Fetches into a folder what the newest launch template tells an instance to fetch. */
export const fetchRelease = async (client: Client, folder: string): Promise<DeployedRelease> => {
  const ids = await findPhysicalIds(client, stackName);
  const templateId = getId(ids, 'StorefrontLaunchTemplate');
  const versions = await findLaunchTemplateVersions(client, templateId);
  const userData = versions.at(-1)?.userData ?? '';
  const [releaseFolder, tarFile, caFile] = [
    join(folder, 'release'),
    join(folder, 'release.tar'),
    join(folder, 'database-ca.pem'),
  ];
  const [bucket, key] = [
    readExport(userData, 'ARTIFACT_BUCKET'),
    readExport(userData, 'ARTIFACT_KEY'),
  ];
  mkdirSync(releaseFolder);
  writeFileSync(tarFile, await readTar(client, bucket, key));
  await extract({ file: tarFile, cwd: releaseFolder });
  writeFileSync(caFile, readExport(userData, 'DATABASE_CA'));
  return {
    releaseFolder,
    sha256: readExport(userData, 'ARTIFACT_SHA256'),
    caFile,
    settings: parseSettings(readExport(userData, 'STOREFRONT_ENV')),
    databaseSecretId: getId(ids, 'ApplicationDatabaseSecret'),
    slackSecretId: getId(ids, 'SlackSecret'),
    originSecret: await readSecret(client, getId(ids, 'OriginSecret')),
  };
};
