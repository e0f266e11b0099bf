import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extract } from 'tar';
import { findFreePort } from '../free-port.ts';
import { startLeashed } from '../leashed-process.ts';
import { createTempDir } from '../temp-dir.ts';
import type { Cloud } from './cloud.ts';
import type { DeployedStage } from './deployed-stage.ts';
import { findLaunchTemplateVersions, readExport, readTar } from './live-stack.ts';

export type DeployedShop = {
  readonly origin: string;
  readonly output: () => string;
  readonly stop: () => Promise<void>;
};

const parseSettings = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2)));

/**
 * Runs the deployed artefact in an empty folder, as an instance would, with the settings of the user
 * data. With `takesForms` its own address is the public one: it takes forms from there only.
 */
export const startDeployedShop = async (
  { client, emulator }: Pick<Cloud, 'client' | 'emulator'>,
  { id }: DeployedStage,
  { takesForms = false } = {},
): Promise<DeployedShop> => {
  const [version] = await findLaunchTemplateVersions(client, id('StorefrontLaunchTemplate'));
  const userData = version?.userData ?? '';
  const { path: folder, remove } = createTempDir();
  const release = join(folder, 'release');
  const tarFile = join(folder, 'release.tar');
  const caFile = join(folder, 'ca.pem');
  mkdirSync(release);
  const key = readExport(userData, 'ARTIFACT_KEY');
  writeFileSync(tarFile, await readTar(client, id('ServerlessDeploymentBucket'), key));
  await extract({ file: tarFile, cwd: release });
  writeFileSync(caFile, readExport(userData, 'DATABASE_CA'));
  const port = String(await findFreePort());
  const origin = `http://127.0.0.1:${port}`;
  const shop = startLeashed([process.execPath, join(release, 'storefront/server.js')], {
    env: {
      ...emulator.env,
      ...parseSettings(readExport(userData, 'STOREFRONT_ENV')),
      PORT: port,
      ...(takesForms ? { PUBLIC_ORIGIN: origin } : {}),
      DATABASE_CA_FILE: caFile,
      MEDIA_DIR: join(folder, 'media'),
      MAIL_URL: `file:${join(folder, 'mail')}`,
      PATH: process.env['PATH'],
    },
    removeAfterwards: folder,
  });
  const stop = async () => {
    await shop.stop();
    remove();
  };
  const listening = new Promise<void>((resolve, reject) => {
    shop.onOutput(() => shop.output().includes('"message":"listening"') && resolve());
    void shop.exit.then(() => reject(new Error(shop.output())));
  });
  await listening.catch(async (error) => {
    await stop();
    throw error;
  });
  return { origin, output: shop.output, stop };
};
