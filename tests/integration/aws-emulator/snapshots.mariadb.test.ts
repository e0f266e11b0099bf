import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import {
  CreateDBSnapshotCommand,
  type DBInstance,
  DBInstanceNotFoundFault,
  DeleteDBInstanceCommand,
  DeleteDBSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  ModifyDBInstanceCommand,
  RDSClient,
  RestoreDBInstanceFromDBSnapshotCommand,
} from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { ask, type Login } from '../../support/deploy/cloud.ts';
import { eventually } from '../../support/eventually.ts';
import { type PrivateMariadb, startPrivateMariadb } from '../../support/private-mariadb.ts';
import { clientConfig, createStacks } from './stacks.ts';

let mariadb: PrivateMariadb;
let emulator: AwsEmulator;
let rds: RDSClient;
let admin: Required<Pick<Login, 'user' | 'password'>>;

const common = {
  Engine: 'mysql',
  EngineVersion: '8.4.5',
  AllocatedStorage: '100',
  StorageEncrypted: true,
  MasterUsername: 'admin',
  ManageMasterUserPassword: true,
  BackupRetentionPeriod: 7,
};
const template = {
  Resources: {
    Instance: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { ...common, DBInstanceIdentifier: 'shop', DBInstanceClass: 'db.t4g.micro' },
    },
    Cluster: {
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        ...common,
        DBClusterIdentifier: 'large-shop',
        DBClusterInstanceClass: 'db.m6gd.large',
        StorageType: 'gp3',
      },
    },
  },
  Outputs: { Secret: { Value: { 'Fn::GetAtt': ['Instance', 'MasterUserSecret.SecretArn'] } } },
};

const fill = async () => {
  await ask({ mariadb }, 'create database shop character set utf8mb4');
  await ask(
    { mariadb },
    `create table shop.parts (
      id bigint primary key auto_increment, name varchar(50) not null, doubled bigint as (id * 2),
      price decimal(10, 2) not null, picture blob, at datetime(3), seen double)`,
  );
  await ask(
    { mariadb },
    `create table shop.orders (id int primary key, part bigint, foreign key (part) references shop.parts (id))`,
  );
  await ask(
    { mariadb },
    `insert into shop.parts (name, price, picture, at, seen) values
      ('it''s; a\n"line" \\\\ — ☕', 12.50, X'00FF0A', '2026-11-28 08:00:00.123', 0.1),
      ('plain', 0.01, null, null, null)`,
  );
  await ask({ mariadb }, 'insert into shop.orders values (1, 2), (2, 1)');
  await ask({ mariadb }, `create user reader@'%' identified by 'of-the-reader' require ssl`);
  await ask({ mariadb }, `grant select on shop.* to reader@'%'`);
};

beforeAll(async () => {
  mariadb = await startPrivateMariadb();
  await fill();
  emulator = await startAwsEmulator({
    database: { url: mariadb.url, caFile: mariadb.caFile, tls: mariadb.tls },
  });
  rds = new RDSClient(clientConfig(emulator));
  const { outputs, failures } = await createStacks(emulator).deploy('shops', template);
  expect(failures).toEqual([]);
  const { SecretString = '' } = await new SecretsManagerClient(clientConfig(emulator)).send(
    new GetSecretValueCommand({ SecretId: outputs['Secret'] }),
  );
  const { username, password } = JSON.parse(SecretString);
  admin = { user: username, password };
});
afterAll(async () => {
  rds.destroy();
  await emulator.stop();
  await mariadb.stop();
});

const restoreTo = (DBInstanceIdentifier: string, from: object) =>
  rds.send(
    new RestoreDBInstanceFromDBSnapshotCommand({
      DBInstanceIdentifier,
      DBInstanceClass: 'db.t4g.small',
      PubliclyAccessible: false,
      BackupRetentionPeriod: 0,
      Tags: [{ Key: 'copy', Value: 'of-the-shop' }],
      ...from,
    }),
  );
const look = async (DBInstanceIdentifier: string): Promise<DBInstance> => {
  const { DBInstances: [found] = [] } = await rds.send(
    new DescribeDBInstancesCommand({ DBInstanceIdentifier }),
  );
  if (!found) throw new Error(`no ${DBInstanceIdentifier}`);
  return found;
};
const waitFor = (name: string, status: string): Promise<DBInstance> =>
  eventually(async () => {
    const found = await look(name);
    if (found.DBInstanceStatus !== status) throw new Error(`is ${found.DBInstanceStatus}`);
    return found;
  });
const askRestored = ({ Endpoint }: DBInstance, statement: string, login: Login) =>
  ask({ mariadb }, statement, { ...login, port: Endpoint?.Port });
const expectEnded = (restored: DBInstance) =>
  expect(askRestored(restored, 'select 1', admin)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

const everything = 'select * from shop.parts order by id';

test('a snapshot is restored to a server of its own, which is like the first one then was', async () => {
  await rds.send(
    new CreateDBSnapshotCommand({ DBInstanceIdentifier: 'shop', DBSnapshotIdentifier: 'noon' }),
  );
  const before = await ask({ mariadb }, everything);
  await ask({ mariadb }, `update shop.parts set name = 'later'`);
  const { DBInstance: made } = await restoreTo('noon-copy', { DBSnapshotIdentifier: 'noon' });
  expect(made).toMatchObject({ DBInstanceStatus: 'creating', Engine: 'mysql' });
  expect(made?.Endpoint).toBeUndefined();
  await expect(
    rds.send(
      new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'noon-copy', SkipFinalSnapshot: true }),
    ),
  ).rejects.toMatchObject({ name: 'InvalidDBInstanceStateFault' });
  await expect(restoreTo('noon-copy', { DBSnapshotIdentifier: 'noon' })).rejects.toMatchObject({
    name: 'DBInstanceAlreadyExistsFault',
  });

  const copy = await waitFor('noon-copy', 'available');

  expect(copy).toMatchObject({
    DBInstanceClass: 'db.t4g.small',
    PubliclyAccessible: false,
    StorageEncrypted: true,
    BackupRetentionPeriod: 0,
    MasterUsername: 'admin',
    TagList: [{ Key: 'copy', Value: 'of-the-shop' }],
    Endpoint: { Address: '127.0.0.1' },
  });
  expect(copy.Endpoint?.Port).not.toBe(Number(new URL(mariadb.url).port));
  expect(await askRestored(copy, everything, admin)).toEqual(before);
  expect(
    await askRestored(copy, 'select count(*) as n from shop.orders', {
      user: 'reader',
      password: 'of-the-reader',
    }),
  ).toEqual([{ n: 2 }]);
  await expect(
    askRestored(copy, 'insert into shop.orders values (3, 99)', admin),
  ).rejects.toMatchObject({ code: 'ER_NO_REFERENCED_ROW_2' });
  expect((await look('shop')).Endpoint?.Port).toBe(Number(new URL(mariadb.url).port));
});

test('its administrator has another password when it is given one', async () => {
  const password = 'of-the-copy-0123456789';
  const { DBInstance: answer } = await rds.send(
    new ModifyDBInstanceCommand({
      DBInstanceIdentifier: 'noon-copy',
      MasterUserPassword: password,
      ApplyImmediately: true,
    }),
  );
  expect(answer?.PendingModifiedValues?.MasterUserPassword).toBe('****');
  expect((await look('noon-copy')).PendingModifiedValues?.MasterUserPassword).toBe('****');
  expect((await look('noon-copy')).DBInstanceStatus).toBe('resetting-master-credentials');
  const copy = await look('noon-copy');
  expect(copy).toMatchObject({ DBInstanceStatus: 'available' });
  expect(copy.PendingModifiedValues?.MasterUserPassword).toBeUndefined();

  await expect(askRestored(copy, 'select 1', admin)).rejects.toMatchObject({
    code: 'ER_ACCESS_DENIED_ERROR',
  });
  expect(await askRestored(copy, 'select 1 as n', { ...admin, password })).toEqual([{ n: 1 }]);
  expect(await ask({ mariadb }, 'select 1 as n', admin)).toEqual([{ n: 1 }]);
});

test('it is deleted with its server', async () => {
  const copy = await look('noon-copy');
  await rds.send(
    new DeleteDBInstanceCommand({ DBInstanceIdentifier: 'noon-copy', SkipFinalSnapshot: true }),
  );

  expect((await look('noon-copy')).DBInstanceStatus).toBe('deleting');
  await expect(look('noon-copy')).rejects.toThrow(DBInstanceNotFoundFault);
  await eventually(() => expectEnded(copy));
});

test("a cluster's automated snapshot is taken when a test says so, and restored to an instance", async () => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const id = await emulator.takeAutomatedSnapshot('large-shop', yesterday);
  const { DBClusterSnapshots } = await rds.send(
    new DescribeDBClusterSnapshotsCommand({ DBClusterSnapshotIdentifier: id }),
  );
  expect(DBClusterSnapshots).toEqual([
    expect.objectContaining({
      SnapshotType: 'automated',
      DBClusterIdentifier: 'large-shop',
      SnapshotCreateTime: yesterday,
    }),
  ]);
  // As somebody's mistake would change it.
  const file = emulator.snapshotFile(id);
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('12.50', '12.60'));

  await emulator.holdRestores(true);
  await restoreTo('large-copy', { DBClusterSnapshotIdentifier: id });
  for (let count = 0; count < 5; count += 1) {
    expect((await look('large-copy')).DBInstanceStatus).toBe('creating');
  }
  await emulator.holdRestores(false);

  const copy = await waitFor('large-copy', 'available');
  expect(copy.DBClusterIdentifier).toBeUndefined();
  expect(await askRestored(copy, 'select price from shop.parts where id = 1', admin)).toEqual([
    { price: '12.60' },
  ]);
});

test('of a broken snapshot there is what could be read, if anything', async () => {
  const id = await emulator.takeAutomatedSnapshot('shop');
  const file = emulator.snapshotFile(id);
  truncateSync(file, readFileSync(file, 'utf8').indexOf("'later'") + 3);
  await restoreTo('half', { DBSnapshotIdentifier: id });
  const half = await waitFor('half', 'available');
  const counted = await askRestored(half, 'select count(*) as n from shop.parts', admin);
  expect(counted).toEqual([{ n: 0 }]);

  writeFileSync(file, 'no SQL at all');
  await restoreTo('nothing', { DBSnapshotIdentifier: id });
  await waitFor('nothing', 'restore-error');

  await rds.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id }));
  await expect(restoreTo('missing', { DBSnapshotIdentifier: id })).rejects.toMatchObject({
    name: 'DBSnapshotNotFoundFault',
  });
  const { DBSnapshots = [] } = await rds.send(
    new DescribeDBSnapshotsCommand({ DBInstanceIdentifier: 'shop', SnapshotType: 'automated' }),
  );
  // The one that RDS takes of a new instance.
  expect(DBSnapshots).toHaveLength(1);
});

test('nothing is left when the emulator ends', async () => {
  const left = [await look('large-copy'), await look('half')];
  await emulator.stop();

  for (const restored of left) await expectEnded(restored);
});
