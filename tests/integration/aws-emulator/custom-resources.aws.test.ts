import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { clientConfig, createStacks, type Stacks, type Template } from './stacks.ts';
import { zip } from './zip.ts';

let emulator: AwsEmulator;
let stacks: Stacks;
let ssm: SSMClient;

// Writes down what it is asked, one parameter a resource.
const handler = `
import { GetParameterCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
const ssm = new SSMClient({});
export const handler = async (event) => {
  const { Name, Answer, Id } = event.ResourceProperties;
  const before = await ssm.send(new GetParameterCommand({ Name })).then((it) => it.Parameter.Value + ' ', () => '');
  const seen = [event.RequestType, event.OldResourceProperties?.Answer, Answer, event.PhysicalResourceId].filter(Boolean).join(':');
  await ssm.send(new PutParameterCommand({ Name, Value: before + seen, Type: 'String', Overwrite: true }));
  if (Answer === 'silence') throw new Error('did not come to answer');
  const failed = Answer === 'failure' && event.RequestType !== 'Delete';
  await fetch(event.ResponseURL, {
    method: 'PUT',
    body: JSON.stringify({
      Status: failed ? 'FAILED' : 'SUCCESS',
      Reason: failed ? 'as it was told to' : undefined,
      PhysicalResourceId: Id,
      Data: { Doubled: Answer + Answer },
      StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
    }),
  });
};
`;

const template = (name: string, Answer: string, Id = name): Template => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: { AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [] } },
    },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Handler: 'handler.handler',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Timeout: 10,
        Code: { S3Bucket: 'packages', S3Key: 'handler.zip' },
      },
    },
    Ours: {
      Type: 'Custom::Diary',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] },
        Name: `/diary/${name}`,
        Answer,
        Id,
      },
    },
    After: {
      Type: 'AWS::SSM::Parameter',
      Properties: {
        Name: `/after/${name}`,
        Type: 'String',
        Value: { 'Fn::GetAtt': ['Ours', 'Doubled'] },
      },
    },
  },
  Outputs: { Id: { Value: { Ref: 'Ours' } } },
});

beforeAll(async () => {
  emulator = await startAwsEmulator();
  stacks = createStacks(emulator);
  ssm = new SSMClient(clientConfig(emulator));
  const s3 = new S3Client({ ...clientConfig(emulator), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'packages' }));
  const Body = await zip({ 'handler.mjs': handler });
  await s3.send(new PutObjectCommand({ Bucket: 'packages', Key: 'handler.zip', Body }));
});
afterAll(() => emulator.stop());

const findValue = async (Name: string) =>
  (await ssm.send(new GetParameterCommand({ Name })).catch(() => undefined))?.Parameter?.Value;

describe('a custom resource', () => {
  test('is created, updated and deleted by its function', async () => {
    const created = await stacks.deploy('diary', template('good', 'a'));
    expect(created).toMatchObject({ status: 'CREATE_COMPLETE', outputs: { Id: 'good' } });
    expect(await findValue('/after/good')).toBe('aa');

    // Nothing of it changed: it is not called.
    const { Resources, Outputs } = template('good', 'a');
    const more = { ...Resources, Topic: { Type: 'AWS::SNS::Topic', Properties: {} } };
    await stacks.deploy('diary', { Resources: more, Outputs: Outputs ?? {} });

    await stacks.deploy('diary', template('good', 'b'));
    expect(await findValue('/after/good')).toBe('bb');
    expect((await stacks.remove('diary')).status).toBe('DELETE_COMPLETE');
    expect(await findValue('/diary/good')).toBe('Create:a Update:a:b:good Delete:b:good');
  });

  test('with a new physical id is deleted under its old one', async () => {
    await stacks.deploy('renamed', template('renamed', 'a', 'first'));
    await stacks.deploy('renamed', template('renamed', 'a', 'second'));
    expect(await findValue('/diary/renamed')).toBe('Create:a Update:a:a:first Delete:a:first');
  });

  test('that fails, fails the creation with its reason', async () => {
    const failed = await stacks.deploy('bad', template('bad', 'failure'));
    expect(failed.status).toBe('ROLLBACK_COMPLETE');
    expect(failed.failures[0]).toContain('as it was told to');
    expect(await findValue('/after/bad')).toBeUndefined();
  });

  test('that fails in an update is asked to go back', async () => {
    await stacks.deploy('back', template('back', 'a'));
    const failed = await stacks.deploy('back', template('back', 'failure'));
    expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await findValue('/after/back')).toBe('aa');
    expect(await findValue('/diary/back')).toBe(
      'Create:a Update:a:failure:back Update:failure:a:back',
    );
  });

  test('whose function ends without an answer fails at once, after its retries', async () => {
    const failed = await stacks.deploy('mute', template('mute', 'silence'));
    expect(failed.failures[0]).toContain('did not receive a response');
    expect(failed.failures[0]).toContain('did not come to answer');
    expect(await findValue('/diary/mute')).toContain(
      'Create:silence Create:silence Create:silence',
    );
  });
});
