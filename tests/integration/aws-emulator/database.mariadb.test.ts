import { readFileSync } from 'node:fs';
import {
  DescribeDBClustersCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createConnection } from 'mysql2/promise';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { type PrivateMariadb, startPrivateMariadb } from '../../support/private-mariadb.ts';
import { clientConfig, createStacks, type Stacks } from './stacks.ts';

let mariadb: PrivateMariadb;
let emulator: AwsEmulator;
let stacks: Stacks;

beforeAll(async () => {
  mariadb = await startPrivateMariadb();
  emulator = await startAwsEmulator({ database: { url: mariadb.url, caFile: mariadb.caFile } });
  stacks = createStacks(emulator);
});
afterAll(async () => {
  await emulator.stop();
  await mariadb.stop();
});

const common = {
  Engine: 'mysql',
  EngineVersion: '8.4.5',
  AllocatedStorage: '100',
  StorageEncrypted: true,
  MasterUsername: 'admin',
  ManageMasterUserPassword: true,
  DeletionProtection: false,
  BackupRetentionPeriod: 7,
};
const outputsOf = (reader: unknown) => ({
  Host: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Address'] } },
  Port: { Value: { 'Fn::GetAtt': ['Database', 'Endpoint.Port'] } },
  Reader: { Value: reader },
  Secret: { Value: { 'Fn::GetAtt': ['Database', 'MasterUserSecret.SecretArn'] } },
});

const logIn = async (outputs: Readonly<Record<string, string>>) => {
  const secrets = new SecretsManagerClient(clientConfig(emulator));
  const { SecretString = '' } = await secrets.send(
    new GetSecretValueCommand({ SecretId: outputs['Secret'] }),
  );
  const { username, password, ...rest } = JSON.parse(SecretString);
  expect(rest).toEqual({});
  const connection = await createConnection({
    host: outputs['Host'] ?? '',
    port: Number(outputs['Port']),
    user: username,
    password,
    ssl: { ca: readFileSync(mariadb.caFile, 'utf8') },
  });
  const [rows] = await connection.query('select current_user() as name');
  await connection.end();
  return rows;
};

test('an instance answers with the real server, whose admin the managed secret names', async () => {
  const created = await stacks.deploy('instance', {
    Resources: {
      Database: {
        Type: 'AWS::RDS::DBInstance',
        DeletionPolicy: 'Snapshot',
        Properties: { ...common, DBInstanceClass: 'db.t4g.micro', DBName: 'shop' },
      },
    },
    Outputs: outputsOf('none'),
  });
  expect(created.failures).toEqual([]);
  expect(created.outputs).toMatchObject({ Host: '127.0.0.1', Port: new URL(mariadb.url).port });
  expect(await logIn(created.outputs)).toEqual([{ name: 'admin@%' }]);

  expect((await stacks.remove('instance')).status).toBe('DELETE_COMPLETE');
  const rds = new RDSClient(clientConfig(emulator));
  const { DBSnapshots } = await rds.send(new DescribeDBSnapshotsCommand({}));
  expect(DBSnapshots).toEqual([
    expect.objectContaining({ Engine: 'mysql', SnapshotType: 'manual' }),
  ]);
});

test('a Multi-AZ cluster has a reader too, and is not deleted while it is protected', async () => {
  const template = (DeletionProtection: boolean) => ({
    Resources: {
      Database: {
        Type: 'AWS::RDS::DBCluster',
        Properties: {
          ...common,
          DeletionProtection,
          DBClusterInstanceClass: 'db.m6gd.large',
          StorageType: 'gp3',
          Iops: 3000,
        },
      },
    },
    Outputs: outputsOf({ 'Fn::GetAtt': ['Database', 'ReadEndpoint.Address'] }),
  });
  const { outputs, failures } = await stacks.deploy('cluster', template(true));
  expect(failures).toEqual([]);
  expect(outputs['Reader']).toBe('127.0.0.1');
  expect(await logIn(outputs)).toEqual([{ name: 'admin@%' }]);
  const rds = new RDSClient(clientConfig(emulator));
  const { DBClusters } = await rds.send(new DescribeDBClustersCommand({}));
  expect(DBClusters).toEqual([
    expect.objectContaining({ DBClusterInstanceClass: 'db.m6gd.large', Iops: 3000 }),
  ]);

  expect((await stacks.remove('cluster')).status).toBe('DELETE_FAILED');
});
