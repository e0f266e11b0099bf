import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type EmulatedDatabase, startAwsEmulator } from '../../tests/support/aws-emulator.ts';
import { createCertificateAuthority } from '../../tests/support/certificate-authority.ts';
import { slackChannel, slackToken } from '../../tests/support/fake-slack.ts';
import { findFreePort } from '../../tests/support/free-port.ts';
import { type PrivateRedis, startPrivateRedis } from '../../tests/support/private-redis.ts';
import { type DatabasePair, startDatabasePair } from './database-pair.ts';
import { deployDev } from './deploy-dev.ts';
import { type DeployedRelease, fetchRelease } from './deployed-release.ts';
import { type Endpoints, startEndpoints } from './endpoints.ts';
import { startLoadBalancer } from './load-balancer.ts';
import { startOutsideWorld } from './outside-world.ts';
import {
  type AwsSettings,
  createSecretStore,
  newPassword,
  putSecret,
  type SecretStore,
} from './secret-store.ts';
import type { Checker, Stage } from './stage.ts';
import { importCatalog } from './stage-catalog.ts';
import { historyFolder } from './stage-files.ts';
import { storefrontEnv } from './storefront-env.ts';
import { StorefrontFleet } from './storefront-fleet.ts';
import { takeBackup } from './take-backup.ts';

export type CleanUps = (() => unknown)[];

export type StartOptions = {
  readonly id: string;
  readonly folder: string;
  readonly say: (progress: string) => void;
  /** Filled with what ends all that was started, to be called from the last to the first. */
  readonly cleanUps: CleanUps;
};

const storefronts = 3;

const startEmulator = async (
  pair: DatabasePair,
  tls: EmulatedDatabase['tls'],
  endpoints: Endpoints,
  cleanUps: CleanUps,
) => {
  const through = (port: number) => {
    const url = new URL(pair.writer.url);
    url.port = String(port);
    return url.href.replace(/\/$/, '');
  };
  const { caFile } = pair.writer;
  const emulator = await startAwsEmulator({
    // On one machine the reader differs by its port, so each server has its own administrator;
    // whoever makes users comes in by the writer.
    database: {
      url: through(endpoints.writer.port),
      readerUrl: through(endpoints.reader.port),
      caFile,
      tls,
    },
  });
  cleanUps.push(emulator.stop);
  return emulator;
};

/** Hosts differ between RDS's endpoints, ports do not; on one machine it is the other way round. */
const addReaderPort = async (secrets: SecretStore, endpoints: Endpoints): Promise<void> => {
  await secrets.putDatabase({
    ...(await secrets.readDatabase()),
    readerPort: endpoints.reader.port,
  });
};

/** The cache's password is the one that this Redis has. */
const putCacheSecret = (aws: AwsSettings, { settings }: DeployedRelease, redis: PrivateRedis) => {
  const { username, password } = redis;
  const id = settings['CACHE_SECRET_ID'];
  if (!id) throw new Error('the user data names no cache secret');
  return putSecret(aws, id, JSON.stringify({ username, password }));
};

const createChecker = async (pair: DatabasePair): Promise<Checker> => {
  const checker = { user: 'stage_checker', password: newPassword() };
  await pair.writer.query(
    `create user ${checker.user}@'%' identified by '${checker.password}' require ssl`,
  );
  await pair.writer.query(`grant select on *.* to ${checker.user}@'%'`);
  return checker;
};

const startFleet = async (fleet: StorefrontFleet, cleanUps: CleanUps) => {
  cleanUps.push(() => fleet.stop());
  for (const { number } of fleet.members) await fleet.start(number);
};

/** Starts a whole stage, part by part. @throws when a part does not come up; `cleanUps` end the rest */
export const startStage = async ({ id, folder, say, cleanUps }: StartOptions): Promise<Stage> => {
  cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
  mkdirSync(historyFolder(folder));
  say('MariaDB, writer and replica');
  const authority = createCertificateAuthority('Local stage');
  const tls = { ca: authority.certificate, server: authority.issue() };
  const pair = await startDatabasePair(tls, cleanUps);
  say('Redis');
  const redis = await startPrivateRedis({ tls });
  cleanUps.push(redis.stop);
  const endpoints = await startEndpoints({
    writer: pair.writer.port,
    reader: pair.replica.port,
    redis: redis.port,
  });
  cleanUps.push(() => Promise.all(Object.values(endpoints).map((endpoint) => endpoint.stop())));
  say('Slack, payments and mail');
  const outside = await startOutsideWorld(join(folder, 'mail'), cleanUps);
  say('emulated AWS');
  const emulator = await startEmulator(pair, tls, endpoints, cleanUps);
  say('sls deploy --stage dev (takes a minute)');
  const slackApiBase = outside.slack.apiBase;
  await deployDev(
    { folder, env: emulator.env, caFile: pair.writer.caFile, slackApiBase },
    cleanUps,
  );
  const aws = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const release = await fetchRelease(aws, folder);
  const secrets = createSecretStore(aws, release.databaseSecretId);
  await addReaderPort(secrets, endpoints);
  await putCacheSecret(aws, release, redis);
  const slackSecret = JSON.stringify({ token: slackToken, channel: slackChannel });
  await putSecret(aws, release.slackSecretId, slackSecret);
  const checker = await createChecker(pair);
  const shopPort = await findFreePort();
  const shopOrigin = `http://127.0.0.1:${shopPort}`;
  outside.payments.webhookUrl = `${shopOrigin}/webhooks/stripe`;
  const env = storefrontEnv({ emulator, release, outside, folder, shopOrigin, endpoints });
  say('catalog');
  await importCatalog(folder, env);
  await pair.catchUp();
  say(`${storefronts} storefronts`);
  const ports: number[] = [];
  for (let count = 0; count < storefronts; count += 1) ports.push(await findFreePort());
  const { releaseFolder, originSecret } = release;
  const fleet = new StorefrontFleet({ ports, releaseFolder, env, logFolder: folder });
  await startFleet(fleet, cleanUps);
  say('haproxy');
  const balancer = await startLoadBalancer(
    folder,
    fleet.members,
    originSecret,
    { shopPort },
    cleanUps,
  );
  return {
    id,
    folder,
    pair,
    redis,
    endpoints,
    balancer,
    fleet,
    outside,
    secrets,
    checker,
    takeBackup: () => takeBackup(aws, emulator),
    awsEndpoint: emulator.endpoint,
    artifactSha256: release.sha256,
  };
};
