import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';
import { clientConfig, createStacks } from './stacks.ts';

let emulator: AwsEmulator;
let folder: TempDir;
const nodeModules = join(import.meta.dirname, '../../../node_modules');

const service = (table: string) => ({
  service: 'tiny',
  provider: {
    name: 'aws',
    runtime: 'nodejs24.x',
    region: 'us-east-1',
    stackTags: { team: 'shop' },
    versionFunctions: false,
  },
  functions: { greet: { handler: 'handler.greet', timeout: 5 } },
  resources: {
    Resources: {
      Things: {
        Type: 'AWS::DynamoDB::Table',
        Properties: {
          TableName: table,
          BillingMode: 'PAY_PER_REQUEST',
          AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
          KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        },
      },
    },
  },
});

beforeAll(async () => {
  emulator = await startAwsEmulator();
  folder = createTempDir();
  writeFileSync(join(folder.path, 'package.json'), '{"name":"tiny"}');
});
afterAll(async () => {
  await emulator.stop();
  folder.remove();
});

const write = (greeting: string, table: string) => {
  const { path } = folder;
  writeFileSync(join(path, 'handler.js'), `exports.greet = async () => '${greeting}';\n`);
  writeFileSync(join(path, 'serverless.yml'), JSON.stringify(service(table)));
};

const serverless = async (...args: string[]) => {
  const { PATH, HOME } = process.env;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [join(nodeModules, '.bin/sls'), ...args],
    { cwd: folder.path, env: { PATH, HOME, ...emulator.env } },
  );
  return stdout + stderr;
};

test('the Serverless command deploys, updates, invokes and removes a service', async () => {
  const tables = new DynamoDBClient(clientConfig(emulator));
  const lambda = new LambdaClient(clientConfig(emulator));
  const findTable = (TableName: string) =>
    tables.send(new DescribeTableCommand({ TableName })).then(
      ({ Table }) => Table?.TableStatus,
      () => undefined,
    );

  write('hello', 'things');
  await serverless('deploy');
  expect(await findTable('things')).toBe('ACTIVE');
  expect(await serverless('invoke', '-f', 'greet', '-d', '{}')).toContain('hello');

  write('good evening', 'more-things');
  await serverless('deploy');
  expect(await serverless('invoke', '-f', 'greet', '-d', '{}')).toContain('good evening');
  expect([await findTable('things'), await findTable('more-things')]).toEqual([
    undefined,
    'ACTIVE',
  ]);
  const function_ = await lambda.send(
    new GetFunctionConfigurationCommand({ FunctionName: 'tiny-dev-greet' }),
  );
  expect(function_).toMatchObject({ Runtime: 'nodejs24.x', Timeout: 5 });

  await serverless('remove');
  expect(await findTable('more-things')).toBeUndefined();
  await expect(createStacks(emulator).describe('tiny-dev')).rejects.toThrow('does not exist');
});
