import { readFileSync } from 'node:fs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import {
  CreateSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  RotateSecretCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type Connection, createConnection } from 'mysql2/promise';
import { rotateDatabaseSecretEvent } from '../../../handlers/rotate-database-secret/event.ts';
import { rotateDatabaseSecret } from '../../../handlers/rotate-database-secret/rotate-database-secret.ts';
import { createSecretVersions } from '../../../handlers/rotate-database-secret/secret-versions.ts';
import type { Services } from '../../../handlers/rotate-database-secret/services.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import { createSecrets, fetchCurrentSecret } from '../../../handlers/shared/secrets.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import {
  type ReplicatedMariadb,
  startReplicatedMariadb,
} from '../../support/replicated-mariadb.ts';
import { zip } from '../aws-emulator/zip.ts';
import { limitsOf } from '../handlers/migration-bench.ts';

export type Step = 'createSecret' | 'setSecret' | 'testSecret' | 'finishSecret';
export const steps: readonly Step[] = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/** What RDS grants its administrator, as far as it matters here. */
const adminRights =
  'select, insert, update, delete, create, drop, reload, process, references, index, alter, show databases, create temporary tables, lock tables, execute, create view, show view, create routine, alter routine, create user, event, trigger, delete history';

/** A secret of its own for two users of its own, in the one database. */
export type Rotated = {
  readonly id: string;
  readonly first: string;
  readonly second: string;
  readonly services: (more?: Partial<Services>) => Services;
  /** Begins a rotation: a version without a value is labelled AWSPENDING. */
  readonly begin: () => Promise<string>;
  readonly take: (step: Step, version: string, more?: Partial<Services>) => ReturnType<typeof run>;
  readonly takeAll: (version: string) => Promise<void>;
  readonly read: (stage?: 'AWSCURRENT' | 'AWSPENDING') => Promise<Record<string, unknown>>;
  readonly labels: () => Promise<Readonly<Record<string, readonly string[]>>>;
  readonly metrics: Map<string, number>;
};

export type RotationBench = {
  readonly database: ReplicatedMariadb;
  readonly emulator: AwsEmulator;
  readonly client: SecretsManagerClient;
  readonly ca: string;
  /** Not set up for rotation when told so. */
  readonly newSecret: (more?: Record<string, unknown>, isSetUp?: boolean) => Promise<Rotated>;
  readonly connectAs: (
    server: 'first' | 'second',
    login: Record<string, unknown>,
  ) => Promise<Connection>;
  /** What SHOW GRANTS says, without the user's name and password. */
  readonly grantsOf: (user: string) => Promise<readonly string[]>;
  readonly stop: () => Promise<void>;
};

const run = (event: unknown, services: Services) =>
  rotateDatabaseSecret(parseEvent(rotateDatabaseSecretEvent, event), services, limitsOf());

const createIdleFunction = async (
  clientConfig: ConstructorParameters<typeof LambdaClient>[0],
): Promise<string> => {
  const iam = new IAMClient(clientConfig ?? {});
  const { Role } = await iam.send(
    new CreateRoleCommand({ RoleName: 'idle', AssumeRolePolicyDocument: '{}' }),
  );
  const lambda = new LambdaClient(clientConfig ?? {});
  const { FunctionArn = '' } = await lambda.send(
    new CreateFunctionCommand({
      FunctionName: 'idle',
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Role: Role?.Arn,
      Code: { ZipFile: await zip({ 'index.mjs': 'export const handler = async () => "idle";' }) },
    }),
  );
  for (const client of [iam, lambda]) client.destroy();
  return FunctionArn;
};

export const startRotationBench = async (): Promise<RotationBench> => {
  const database = await startReplicatedMariadb();
  const emulator = await startAwsEmulator();
  const clientConfig = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const client = new SecretsManagerClient(clientConfig);
  const ca = readFileSync(database.caFile, 'utf8');
  const RotationLambdaARN = await createIdleFunction(clientConfig);
  const { first, second } = database;
  await first.query(`create user admin@'%' identified by 'of the admin' require ssl`);
  await first.query(`grant ${adminRights} on *.* to admin@'%' with grant option`);
  const { ARN: masterarn = '' } = await client.send(
    new CreateSecretCommand({
      Name: 'admin',
      SecretString: JSON.stringify({ username: 'admin', password: 'of the admin' }),
    }),
  );

  let made = 0;
  const newSecret: RotationBench['newSecret'] = async (more = {}, isSetUp = true) => {
    made += 1;
    const users = { first: `app${made}_a`, second: `app${made}_b` };
    const password = await database.createUser(users.first);
    const { ARN: id = '' } = await client.send(
      new CreateSecretCommand({
        Name: `shop-${made}/database`,
        SecretString: JSON.stringify({
          engine: 'mysql',
          username: users.first,
          password,
          host: '127.0.0.1',
          readerHost: '127.0.0.1',
          port: first.port,
          readerPort: second.port,
          dbname: database.database,
          masterarn,
          ...more,
        }),
      }),
    );
    const setUp = {
      SecretId: id,
      RotationLambdaARN,
      RotationRules: { AutomaticallyAfterDays: 30 },
    };
    if (isSetUp) await client.send(new RotateSecretCommand({ ...setUp, RotateImmediately: false }));
    const metrics = new Map<string, number>();
    const services = (others: Partial<Services> = {}): Services => ({
      config: { STACK_NAME: 'tidemarket-test', APPLICATION_SECRET_ID: id },
      secrets: createSecrets(fetchCurrentSecret(client)),
      versions: createSecretVersions(client),
      ca,
      metrics: { add: (name, value) => void metrics.set(name, value), flush: () => {} },
      sleep: async () => undefined,
      now: () => new Date(),
      ...others,
    });
    const take: Rotated['take'] = (Step, ClientRequestToken, others) =>
      run({ Step, SecretId: id, ClientRequestToken }, services(others));
    return {
      id,
      ...users,
      services,
      begin: async () => {
        const { VersionId = '' } = await client.send(new RotateSecretCommand({ SecretId: id }));
        return VersionId;
      },
      take,
      takeAll: async (version) => {
        for (const step of steps) await take(step, version);
      },
      read: async (VersionStage = 'AWSCURRENT') => {
        const { SecretString = '' } = await client.send(
          new GetSecretValueCommand({ SecretId: id, VersionStage }),
        );
        return JSON.parse(SecretString);
      },
      labels: async () => {
        const { VersionIdsToStages = {} } = await client.send(
          new DescribeSecretCommand({ SecretId: id }),
        );
        return VersionIdsToStages;
      },
      metrics,
    };
  };

  return {
    database,
    emulator,
    client,
    ca,
    newSecret,
    connectAs: (server, { username, password }) =>
      createConnection({
        host: '127.0.0.1',
        port: database[server].port,
        user: String(username),
        password: String(password),
        database: database.database,
        ssl: { ca, verifyIdentity: true },
      }),
    grantsOf: async (user) =>
      (await first.query(`show grants for ${user}@'%'`))
        .flatMap((row) => Object.values(row).map(String))
        .map((line) => line.replace(/ IDENTIFIED BY PASSWORD '[^']*'/, '').replaceAll(user, 'USER'))
        .sort(),
    stop: async () => {
      client.destroy();
      await emulator.stop();
      await database.stop();
    },
  };
};
