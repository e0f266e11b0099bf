import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll } from '@jest/globals';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';
import { type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { describeStage } from '../support/deploy/deployed-stage.ts';
import { findPhysicalIds } from '../support/deploy/live-stack.ts';
import { describeData } from '../support/deploy/maintenance/describe-data.ts';
import { describeFaults } from '../support/deploy/maintenance/describe-faults.ts';
import { describeFleet } from '../support/deploy/maintenance/describe-fleet.ts';
import { describeGuards } from '../support/deploy/maintenance/describe-guards.ts';
import { type Maintenance, openMaintenance } from '../support/deploy/maintenance/maintenance.ts';
import { slackBot } from '../support/deploy/operations/operations.ts';
import { getOutput, privateDatabase } from '../support/deploy/workplace.ts';
import { type FakeSlack, startFakeSlack } from '../support/fake-slack.ts';
import { fillCatalog } from '../support/fill-catalog.ts';

let cloud: Cloud;
let slack: FakeSlack;
let stage: Maintenance;

// Of production, so that there is somebody to fail over to.
const params = (slackApiBase: string): readonly string[] =>
  Object.entries({
    databaseShape: 'cluster',
    databaseClass: 'db.m6gd.large',
    databaseStorageGiB: '100',
    databaseIops: '3000',
    slackApiBase,
  }).flatMap(([name, value]) => ['--param', `${name}=${value}`]);

const mug = `Handle,Title,Vendor,Type,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price
tidal-mug,Tidal Mug,Tide,Kitchen,TRUE,Title,Default Title,MUG-1,5,9.00
`;

beforeAll(async () => {
  slack = await startFakeSlack();
  cloud = await startCloud();
  getOutput(
    await cloud.workplace.sls(
      ...['deploy', '--stage', 'dev', ...privateDatabase, ...params(slack.apiBase)],
    ),
  );
  const ids = await findPhysicalIds(cloud.client, 'tidemarket-dev');
  const { id } = describeStage(
    () => cloud,
    () => ids,
  );
  stage = await openMaintenance(cloud, id);
  await new SecretsManagerClient(cloud.client).send(
    new PutSecretValueCommand({
      SecretId: id('SlackSecret'),
      SecretString: JSON.stringify(slackBot),
    }),
  );
  await new S3Client({ ...cloud.client, forcePathStyle: true }).send(
    new PutObjectCommand({
      Bucket: id('ServerlessDeploymentBucket'),
      Key: 'imports/mug.csv',
      Body: mug,
    }),
  );
  const database = openDatabase({
    url: databaseUrl.parse(`${cloud.mariadb.url}/tidemarket`),
    caFile: cloud.mariadb.caFile,
  });
  await fillCatalog(database, { products: 30, categories: 3, brands: 3 });
  await database.close();
});

afterAll(async () => {
  await cloud?.stop();
  await slack?.stop();
});

const get = () => stage;

describeGuards(get);
describeFleet(get, () => slack);
describeData(get);
describeFaults(get);
