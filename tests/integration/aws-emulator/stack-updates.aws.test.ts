import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  SetStackPolicyCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { GetQueueAttributesCommand, GetQueueUrlCommand, SQSClient } from '@aws-sdk/client-sqs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { clientConfig, createStacks, type Stacks, type Template } from './stacks.ts';

let emulator: AwsEmulator;
let stacks: Stacks;
let ssm: SSMClient;
let sqs: SQSClient;

beforeAll(async () => {
  emulator = await startAwsEmulator();
  stacks = createStacks(emulator);
  ssm = new SSMClient(clientConfig(emulator));
  sqs = new SQSClient(clientConfig(emulator));
});
afterAll(() => emulator.stop());

const parameter = (Name: string, Value: unknown, more = {}) => ({
  Type: 'AWS::SSM::Parameter',
  Properties: { Name, Type: 'String', Value },
  ...more,
});
const queue = (seconds: number, more = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: { QueueName: 'letters', MessageRetentionPeriod: seconds, ...more },
});
// No alias may have this name, so its creation fails.
const broken = {
  Type: 'AWS::KMS::Alias',
  Properties: { AliasName: 'alias/aws/mine', TargetKeyId: 'none' },
};

const findValue = async (Name: string) =>
  (await ssm.send(new GetParameterCommand({ Name })).catch(() => undefined))?.Parameter?.Value;

const retentionOf = async (QueueName: string) => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['MessageRetentionPeriod'] }),
  );
  return Attributes?.['MessageRetentionPeriod'];
};

const only = (Resources: Template['Resources']): Template => ({ Resources });

describe('a stack', () => {
  test('is created, updated in place and removed', async () => {
    const template = (text: string): Template => ({
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: {
        Reader: parameter('/life/reader', { 'Fn::Sub': `\${Source}:\${Source.Value}` }),
        Source: parameter('/life/source', text),
        Absent: { ...parameter('/life/absent', 'x'), Condition: 'Never' },
      },
      Outputs: {
        Joined: { Value: { 'Fn::Join': ['+', [{ Ref: 'Source' }, { Ref: 'AWS::Region' }]] } },
      },
    });
    const created = await stacks.deploy('life', template('one'));
    expect(created).toMatchObject({
      status: 'CREATE_COMPLETE',
      outputs: { Joined: '/life/source+us-east-1' },
    });
    expect(await findValue('/life/absent')).toBeUndefined();

    expect((await stacks.deploy('life', template('two'))).status).toBe('UPDATE_COMPLETE');
    expect(await findValue('/life/reader')).toBe('/life/source:two');

    await expect(stacks.deploy('life', template('two'))).rejects.toThrow(
      "The submitted information didn't contain changes",
    );
    expect((await stacks.remove('life')).status).toBe('DELETE_COMPLETE');
    expect(await findValue('/life/reader')).toBeUndefined();
  });

  test('whose creation fails leaves nothing behind', async () => {
    const failed = await stacks.deploy(
      'stillborn',
      only({ First: parameter('/stillborn', 'x'), Last: { ...broken, DependsOn: 'First' } }),
    );
    expect(failed.status).toBe('ROLLBACK_COMPLETE');
    expect(failed.failures[0]).toContain('Last: ');
    expect(failed.failures[0]).toContain('AWS::KMS::Alias');
    expect(await findValue('/stillborn')).toBeUndefined();
  });

  test('whose update fails has its earlier properties again', async () => {
    await stacks.deploy('restored', only({ Queue: queue(600), Old: parameter('/old', 'kept') }));
    const failed = await stacks.deploy(
      'restored',
      only({
        Queue: queue(1200),
        Renamed: parameter('/new', 'x'),
        Last: { ...broken, DependsOn: ['Queue', 'Renamed'] },
      }),
    );
    expect(failed.status).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect(await retentionOf('letters')).toBe('600');
    expect(await findValue('/new')).toBeUndefined();
    expect(await findValue('/old')).toBe('kept');

    const next = await stacks.deploy('restored', only({ Queue: queue(1800) }));
    expect(next.status).toBe('UPDATE_COMPLETE');
    expect(await retentionOf('letters')).toBe('1800');
    expect(await findValue('/old')).toBeUndefined();
  });

  test('replaces what cannot change in place, and keeps what is to be retained', async () => {
    const template = (name: string) =>
      only({ Moved: parameter(name, 'x', { UpdateReplacePolicy: 'Retain' }) });
    await stacks.deploy('moved', template('/moved/a'));
    await stacks.client.send(
      new CreateChangeSetCommand({
        StackName: 'moved',
        ChangeSetName: 'look',
        TemplateBody: JSON.stringify(template('/moved/b')),
      }),
    );
    const { Changes } = await stacks.client.send(
      new DescribeChangeSetCommand({ StackName: 'moved', ChangeSetName: 'look' }),
    );
    expect(Changes?.map((change) => change.ResourceChange)).toEqual([
      expect.objectContaining({
        Action: 'Modify',
        LogicalResourceId: 'Moved',
        Replacement: 'True',
      }),
    ]);
    await stacks.deploy('moved', template('/moved/b'));
    expect(await findValue('/moved/a')).toBe('x');
    expect(await findValue('/moved/b')).toBe('x');
  });

  test('with a policy refuses to replace or delete what that protects', async () => {
    const template = (name: string) => only({ Precious: parameter(name, 'x') });
    await stacks.deploy('guarded', template('/guarded/a'));
    const statements = [
      { Effect: 'Allow', Principal: '*', Action: 'Update:*', Resource: '*' },
      {
        Effect: 'Deny',
        Principal: '*',
        Action: ['Update:Replace', 'Update:Delete'],
        Resource: 'LogicalResourceId/Precious',
      },
    ];
    await stacks.client.send(
      new SetStackPolicyCommand({
        StackName: 'guarded',
        StackPolicyBody: JSON.stringify({ Statement: statements }),
      }),
    );
    const replaced = await stacks.deploy('guarded', template('/guarded/b'));
    expect(replaced.failures.at(-1)).toContain('stack policy: Update:Replace');
    const deleted = await stacks.deploy('guarded', only({ Other: parameter('/other', 'x') }));
    expect(deleted.failures.at(-1)).toContain('stack policy: Update:Delete');
    expect(await findValue('/guarded/a')).toBe('x');
    expect(await findValue('/other')).toBeUndefined();
  });

  test('under termination protection is not deleted', async () => {
    await stacks.deploy('protected', only({ One: parameter('/protected', 'x') }));
    await stacks.client.send(
      new UpdateTerminationProtectionCommand({
        StackName: 'protected',
        EnableTerminationProtection: true,
      }),
    );
    await expect(
      stacks.client.send(new DeleteStackCommand({ StackName: 'protected' })),
    ).rejects.toThrow('TerminationProtection');
    expect((await stacks.describe('protected')).status).toBe('CREATE_COMPLETE');
  });
});

describe('a template is refused', () => {
  let tries = 0;
  const refusal = (resource: Record<string, unknown>) =>
    stacks.deploy(`refused-${++tries}`, only({ Odd: resource })).then(
      ({ failures }) => failures.join('\n'),
      (error: Error) => error.message,
    );

  test.each([
    ['for a type that AWS does not have', { Type: 'AWS::SQS::Que' }, /AWS::SQS::Que of Odd/],
    [
      'for a type that the emulator lacks',
      { Type: 'AWS::GameLift::Build' },
      /AWS::GameLift::Build of Odd is not emulated/,
    ],
    [
      'for an unknown property',
      { Type: 'AWS::SQS::Queue', Properties: { QueueNam: 'x' } },
      /unknown property QueueNam in Odd \(AWS::SQS::Queue\)/,
    ],
    [
      'for an unknown property further inside',
      {
        Type: 'AWS::S3::Bucket',
        Properties: { PublicAccessBlockConfiguration: { BlockPublicAcl: true } },
      },
      /PublicAccessBlockConfiguration.BlockPublicAcl in Odd/,
    ],
    [
      'for a property that the emulator lacks',
      {
        Type: 'AWS::S3::Bucket',
        Properties: { AccelerateConfiguration: { AccelerationStatus: 'Enabled' } },
      },
      /AccelerateConfiguration of a bucket is not emulated/,
    ],
    [
      'without a required property',
      { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/x' } },
      /required property TargetKeyId is missing in Odd/,
    ],
    [
      'for an attribute that is not there',
      parameter('/odd', { 'Fn::GetAtt': ['Odd2', 'Arn'] }),
      /Unresolved resource dependencies \[Odd2\]/,
    ],
  ])('%s', async (_name, resource, message) => {
    expect(await refusal(resource)).toMatch(message);
  });
});
