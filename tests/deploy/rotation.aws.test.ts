import { setTimeout as sleep } from 'node:timers/promises';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { GetPolicyCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  DescribeSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildEndIdleConnections } from '../../scripts/stage/end-idle-connections.ts';
import { databaseUrl } from '../../storefront/db/database-url.ts';
import { openDatabase } from '../../storefront/db/open-database.ts';
import { ask, type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { startDeployedShop } from '../support/deploy/deployed-shop.ts';
import { describeStage } from '../support/deploy/deployed-stage.ts';
import { findPhysicalIds } from '../support/deploy/live-stack.ts';
import { startSteadyShoppers } from '../support/deploy/steady-shoppers.ts';
import { getOutput, privateDatabase } from '../support/deploy/workplace.ts';
import { eventually } from '../support/eventually.ts';
import { fillCatalog } from '../support/fill-catalog.ts';
import { fullRun } from '../support/full-run.ts';

const functionName = 'tidemarket-dev-rotateDatabaseSecret';
const rotations = fullRun ? 20 : 6;
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;

let cloud: Cloud;
let ids: Readonly<Record<string, string>>;
let secrets: SecretsManagerClient;
let lambda: LambdaClient;

const stage = describeStage(
  () => cloud,
  () => ids,
);
const secretId = () => stage.id('ApplicationDatabaseSecret');
const readCurrent = async () => JSON.parse(await stage.secret('ApplicationDatabaseSecret'));
const describeSecret = () => secrets.send(new DescribeSecretCommand({ SecretId: secretId() }));
const findLabelled = async (label: string) => {
  const { VersionIdsToStages = {} } = await describeSecret();
  return Object.keys(VersionIdsToStages).find((id) => VersionIdsToStages[id]?.includes(label));
};

const invoke = async (event: object) => {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: functionName, Payload: JSON.stringify(event) }),
  );
  return {
    failed: FunctionError !== undefined,
    answer: JSON.parse(Payload?.transformToString() ?? 'null'),
  };
};

const readLog = async (): Promise<readonly string[]> => {
  const logs = new CloudWatchLogsClient(cloud.client);
  const { events = [] } = await logs.send(
    new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${functionName}` }),
  );
  logs.destroy();
  return events.map(({ message = '' }) => message);
};

/** Rotates by Secrets Manager and waits until the new version is in use. */
const rotate = async (): Promise<void> => {
  const { VersionId } = await secrets.send(new RotateSecretCommand({ SecretId: secretId() }));
  await eventually(async () => {
    if ((await findLabelled('AWSCURRENT')) === VersionId) return;
    throw new Error(`not in use: ${(await readLog()).slice(-12).join('\n')}`);
  });
};

/** A shop that loses two connections in a row has no database, so young ones are spared. */
const sparedRounds = 10;

/** How often the server has refused a password. */
const countRefusedLogins = async (): Promise<number> => {
  const [row] = await ask(cloud, "show global status like 'Access_denied_errors'");
  return Number(row?.['Value']);
};

/** Ends idle connections again and again, so that the shop has to log in anew. */
const keepEndingConnections = () => {
  const newestIds: number[] = [];
  let isOver = false;
  const ending = (async () => {
    while (!isOver) {
      const [newest] = await ask(cloud, 'select connection_id() as id');
      newestIds.push(Number(newest?.['id']));
      await ask(
        cloud,
        buildEndIdleConnections(['app_a', 'app_b'], newestIds.at(-1 - sparedRounds) ?? 0),
      );
      await sleep(200);
    }
  })();
  return {
    stop: async () => {
      isOver = true;
      await ending;
    },
  };
};

beforeAll(async () => {
  cloud = await startCloud();
  secrets = new SecretsManagerClient(cloud.client);
  lambda = new LambdaClient(cloud.client);
  getOutput(await cloud.workplace.sls('deploy', '--stage', 'dev', ...privateDatabase));
  ids = await findPhysicalIds(cloud.client, 'tidemarket-dev');
  const database = openDatabase({
    url: databaseUrl.parse(`${cloud.mariadb.url}/tidemarket`),
    caFile: cloud.mariadb.caFile,
  });
  await fillCatalog(database, { products: 200, categories: 5, brands: 5 });
  await database.close();
});

afterAll(async () => {
  secrets?.destroy();
  lambda?.destroy();
  await cloud?.stop();
});

describe('the rotation of a new stage', () => {
  it('is set up for every 30 days, by nobody but Secrets Manager for this secret', async () => {
    const { Policy = '{}' } = await lambda.send(
      new GetPolicyCommand({ FunctionName: functionName }),
    );

    expect(await describeSecret()).toMatchObject({
      RotationEnabled: true,
      RotationLambdaARN: expect.stringContaining(functionName),
      RotationRules: { AutomaticallyAfterDays: 30 },
    });
    expect(JSON.parse(Policy).Statement).toContainEqual(
      expect.objectContaining({
        Principal: { Service: 'secretsmanager.amazonaws.com' },
        Condition: {
          StringEquals: { 'AWS:SourceAccount': expect.any(String) },
          ArnLike: { 'AWS:SourceArn': secretId() },
        },
      }),
    );
  });

  it('has changed nothing yet, but was tested once, after the migration', async () => {
    const { VersionIdsToStages = {} } = await describeSecret();

    expect(Object.values(VersionIdsToStages)).toEqual([['AWSCURRENT']]);
    expect((await readCurrent()).username).toBe('app_a');
    expect((await readLog()).filter((line) => line.includes('"rehearsed"'))).toHaveLength(1);
  });

  it('says by hand what the first one would do', async () => {
    const { failed, answer } = await invoke({ dryRun: true });

    expect([failed, answer]).toEqual([
      false,
      expect.objectContaining({ outcome: 'planned', inUse: 'app_a', next: 'app_b' }),
    ]);
    expect(await ask(cloud, "select user from mysql.user where user = 'app_b'")).toEqual([]);
  });
});

describe('rotations by the deployed function, taken step by step', () => {
  it.each([1, 2, 3])(
    'converge by RotateSecret when killed after %i of the steps',
    async (taken) => {
      const former = (await readCurrent()).username;
      const version = `00000000-0000-4000-8000-00000000000${taken}`;
      // As Secrets Manager leaves it when it began and was stopped: no value, or what steps have made.
      const pending = { SecretId: secretId(), ClientRequestToken: version };
      await secrets.send(
        new PutSecretValueCommand({
          ...pending,
          SecretString: JSON.stringify({
            ...(await readCurrent()),
            username: former === 'app_a' ? 'app_b' : 'app_a',
            password: `Of-rotation-${taken}-00000000000000000000`,
          }),
          VersionStages: ['AWSPENDING'],
        }),
      );
      for (const Step of steps.slice(0, taken)) {
        expect(await invoke({ Step, ...pending })).toMatchObject({ failed: false });
      }

      await expect(secrets.send(new RotateSecretCommand({ SecretId: secretId() }))).rejects.toThrow(
        /previous rotation isn't complete/,
      );

      await eventually(async () => expect(await findLabelled('AWSCURRENT')).toBe(version));
      const { username, password } = await readCurrent();
      expect(username).not.toBe(former);
      await ask(cloud, 'select 1 from tidemarket.products limit 1', { user: username, password });
    },
  );

  it('does nothing for a step that comes late, and refuses a version that nobody began', async () => {
    const current = await findLabelled('AWSCURRENT');
    const before = await readCurrent();

    const late = await invoke({
      Step: 'setSecret',
      SecretId: secretId(),
      ClientRequestToken: current,
    });
    const unknown = await invoke({
      Step: 'finishSecret',
      SecretId: secretId(),
      ClientRequestToken: 'f'.repeat(36),
    });

    expect(late).toMatchObject({ failed: false, answer: { outcome: 'left' } });
    expect(unknown.failed).toBe(true);
    expect(await readCurrent()).toEqual(before);
  });
});

describe(`${rotations} rotations in a row, while the shop is open`, () => {
  it('fail no request, though connections end all the time and the shop has to log in anew', async () => {
    const shop = await startDeployedShop(cloud, stage, { takesForms: true });
    const shoppers = startSteadyShoppers(shop.origin, 8);
    const connections = keepEndingConnections();
    const users: string[] = [];
    const passwords = new Set<string>();
    const refusedBefore = await countRefusedLogins();
    try {
      for (let count = 0; count < rotations; count += 1) {
        await rotate();
        const { username, password } = await readCurrent();
        users.push(username);
        passwords.add(password);
      }
      // Where the shop had an old password, it was refused and fetched the new one.
      await eventually(async () =>
        expect(await countRefusedLogins()).toBeGreaterThan(refusedBefore),
      );
    } finally {
      await shoppers.stop();
      await connections.stop();
      await shop.stop();
    }

    const troubles = shop.output().match(/^.*(?:DatabaseUnavailable|"status":5).*$/gm) ?? [];
    const failures = shoppers.failures();
    expect({ failures, why: failures.length > 0 ? troubles : [] }).toEqual({
      failures: [],
      why: [],
    });
    expect(shoppers.requests()).toBeGreaterThan(10 * rotations);
    expect(users).toEqual(
      Array.from({ length: rotations }, (_, n) => (n % 2 === 0 ? users[0] : users[1])),
    );
    expect(users[0]).not.toBe(users[1]);
    expect(passwords.size).toBe(rotations);
  }, 600_000);

  it('leave both users with the same rights, and neither may speak in clear text', async () => {
    const grants = await Promise.all(
      ['app_a', 'app_b'].map(async (user) =>
        (await ask(cloud, `show grants for ${user}@'%'`))
          .flatMap((row) => Object.values(row).map(String))
          .map((line) => line.replace(/ IDENTIFIED BY PASSWORD '[^']*'/, '').replace(user, 'USER'))
          .sort(),
      ),
    );
    const { username: user, password } = await readCurrent();

    expect(grants[0]).toEqual([
      'GRANT SELECT, INSERT, UPDATE, DELETE ON `tidemarket`.* TO `USER`@`%`',
      'GRANT USAGE ON *.* TO `USER`@`%` REQUIRE SSL',
    ]);
    expect(grants[1]).toEqual(grants[0]);
    await expect(ask(cloud, 'select 1', { user, password, tls: false })).rejects.toThrow();
  });

  it('have written no password to the log', async () => {
    const log = (await readLog()).join('\n');
    const { password } = await readCurrent();

    expect(log).toContain('is in use instead of');
    expect(log).not.toContain(password);
  });

  it('are over: the hourly look sees a young password and nothing unfinished', async () => {
    expect(await invoke({ check: true })).toMatchObject({
      failed: false,
      answer: { outcome: 'checked', secretAgeDays: 0, pendingHours: 0 },
    });
    expect((await readLog()).some((line) => line.includes('"SecretAgeDays"'))).toBe(true);
  });

  it('are no reason for a deploy to change users or the secret', async () => {
    const before = await readCurrent();
    const migrated = await lambda.send(
      new InvokeCommand({
        FunctionName: 'tidemarket-dev-migrateDatabase',
        Payload: JSON.stringify({}),
      }),
    );

    getOutput(await cloud.workplace.sls('deploy', '--stage', 'dev', ...privateDatabase));

    expect(JSON.parse(migrated.Payload?.transformToString() ?? '{}')).toMatchObject({
      outcome: 'done',
      users: [],
    });
    expect(await readCurrent()).toEqual(before);
  });
});
