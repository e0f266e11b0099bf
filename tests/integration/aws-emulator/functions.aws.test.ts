import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { clientConfig, createStacks, type Stacks } from './stacks.ts';
import { zip } from './zip.ts';

let emulator: AwsEmulator;
let stacks: Stacks;
let lambda: LambdaClient;
let outputs: Readonly<Record<string, string>>;

const answers = `
import { createRequire } from 'node:module';
export const handler = async (event, context) => {
  console.log('was asked', event.name);
  const resolves = (name) => { try { import.meta.resolve(name); return true; } catch { return false; } };
  return {
    hello: event.name,
    arn: context.invokedFunctionArn,
    left: context.getRemainingTimeInMillis() > 0 && context.getRemainingTimeInMillis() <= 5000,
    colour: process.env.COLOUR,
    endpoint: process.env.AWS_ENDPOINT_URL,
    region: process.env.AWS_REGION,
    sees: Object.fromEntries(['@aws-sdk/client-sqs', 'kysely'].map((name) => [name, resolves(name)])),
  };
};
export const fails = async () => { throw new TypeError('no such thing'); };
export const hangs = () => new Promise(() => setInterval(() => {}, 1000));
`;
const older = `exports.inner = { handler: async (event) => ({ doubled: event.n * 2 }) };`;

const settings = { Runtime: 'nodejs24.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Timeout: 5 };
const code = { S3Bucket: 'packages', S3Key: 'functions.zip' };
const lambdaFunction = (Handler: string, more = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: { ...settings, Handler, Code: code, ...more },
});

const template = {
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        },
      },
    },
    Answers: lambdaFunction('jobs/answers.handler', {
      Environment: { Variables: { COLOUR: 'green' } },
    }),
    Older: lambdaFunction('older.inner.handler'),
    Together: lambdaFunction('older.inner.handler'),
    Fails: lambdaFunction('jobs/answers.fails'),
    Hangs: lambdaFunction('jobs/answers.hangs', { Timeout: 1 }),
    Failures: { Type: 'AWS::SQS::Queue', Properties: {} },
    OnFailure: {
      Type: 'AWS::Lambda::EventInvokeConfig',
      Properties: {
        FunctionName: { Ref: 'Fails' },
        Qualifier: '$LATEST',
        MaximumRetryAttempts: 1,
        DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
      },
    },
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    ToFunction: {
      Type: 'AWS::SNS::Subscription',
      Properties: {
        TopicArn: { Ref: 'Topic' },
        Protocol: 'lambda',
        Endpoint: { 'Fn::GetAtt': ['Fails', 'Arn'] },
      },
    },
    Alarm: {
      Type: 'AWS::CloudWatch::Alarm',
      Properties: {
        AlarmName: 'too-many',
        AlarmDescription: 'Too many & more\nowner: shop',
        Namespace: 'AWS/ApplicationELB',
        MetricName: 'HTTPCode_Target_5XX_Count',
        Dimensions: [{ Name: 'LoadBalancer', Value: 'app/x/1' }],
        Statistic: 'Sum',
        Period: 60,
        EvaluationPeriods: 5,
        DatapointsToAlarm: 3,
        Threshold: 10,
        ComparisonOperator: 'GreaterThanThreshold',
        TreatMissingData: 'notBreaching',
        AlarmActions: [{ Ref: 'Topic' }],
      },
    },
  },
  Outputs: {
    Answers: { Value: { Ref: 'Answers' } },
    AnswersArn: { Value: { 'Fn::GetAtt': ['Answers', 'Arn'] } },
    Older: { Value: { Ref: 'Older' } },
    Together: { Value: { Ref: 'Together' } },
    Fails: { Value: { Ref: 'Fails' } },
    Hangs: { Value: { Ref: 'Hangs' } },
    Failures: { Value: { Ref: 'Failures' } },
    Topic: { Value: { Ref: 'Topic' } },
  },
};

beforeAll(async () => {
  emulator = await startAwsEmulator();
  stacks = createStacks(emulator);
  lambda = new LambdaClient(clientConfig(emulator));
  const s3 = new S3Client({ ...clientConfig(emulator), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'packages' }));
  const Body = await zip({ 'jobs/answers.mjs': answers, 'older.js': older });
  await s3.send(new PutObjectCommand({ Bucket: 'packages', Key: 'functions.zip', Body }));
  const { status, failures, ...rest } = await stacks.deploy('functions', template);
  expect([status, failures]).toEqual(['CREATE_COMPLETE', []]);
  outputs = rest.outputs;
});
afterAll(() => emulator.stop());

const invoke = async (name: string, event: unknown, more = {}) => {
  const Payload = Buffer.from(JSON.stringify(event));
  const answer = await lambda.send(
    new InvokeCommand({ FunctionName: outputs[name], Payload, ...more }),
  );
  return { ...answer, body: JSON.parse(Buffer.from(answer.Payload ?? []).toString() || 'null') };
};

const receive = async (count: number): Promise<Message[]> => {
  const sqs = new SQSClient(clientConfig(emulator));
  const messages: Message[] = [];
  while (messages.length < count) {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: outputs['Failures'], WaitTimeSeconds: 1 }),
    );
    messages.push(...Messages);
  }
  return messages;
};

describe('an invoked function', () => {
  test('runs the deployed package, with its environment and the SDK, and nothing of ours', async () => {
    const { body, FunctionError } = await invoke('Answers', { name: 'Ada' });
    expect(FunctionError).toBeUndefined();
    expect(body).toEqual({
      hello: 'Ada',
      arn: outputs['AnswersArn'],
      left: true,
      colour: 'green',
      endpoint: emulator.endpoint,
      region: 'us-east-1',
      sees: { '@aws-sdk/client-sqs': true, kysely: false },
    });
    const logs = new CloudWatchLogsClient(clientConfig(emulator));
    const { events } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${outputs['Answers']}` }),
    );
    expect(events?.map(({ message }) => message)).toContain('was asked Ada');
  });

  test('may be a CommonJS module', async () => {
    expect((await invoke('Older', { n: 21 })).body).toEqual({ doubled: 42 });
  });

  test('may have its first invocations all at once', async () => {
    const numbers = [1, 2, 3, 4, 5, 6, 7, 8];
    const answers = await Promise.all(numbers.map((n) => invoke('Together', { n })));
    expect(answers.map(({ body }) => body)).toEqual(numbers.map((n) => ({ doubled: n * 2 })));
    const logs = new CloudWatchLogsClient(clientConfig(emulator));
    const { events = [] } = await logs.send(
      new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${outputs['Together']}` }),
    );
    const begun = events.filter(({ message }) => message?.startsWith('START'));
    expect(begun).toHaveLength(numbers.length);
  });

  test('that throws answers its error', async () => {
    const { body, FunctionError } = await invoke('Fails', {});
    expect(FunctionError).toBe('Unhandled');
    expect(body).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such thing' });
  });

  test('that takes too long is ended', async () => {
    const { body, FunctionError } = await invoke('Hangs', {});
    expect(FunctionError).toBe('Unhandled');
    expect(body.errorMessage).toContain('Task timed out after 1.00 seconds');
  });
});

describe('an asynchronous failure reaches the failure destination', () => {
  test('when somebody invokes the function', async () => {
    expect((await invoke('Fails', { id: 7 }, { InvocationType: 'Event' })).StatusCode).toBe(202);
    const [message] = await receive(1);
    expect(JSON.parse(message?.Body ?? '')).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { id: 7 },
      responsePayload: { errorMessage: 'no such thing' },
    });
  });

  test('when an alarm tells its topic', async () => {
    const cloudwatch = new CloudWatchClient(clientConfig(emulator));
    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'too-many',
        StateValue: 'ALARM',
        StateReason: 'for a test',
      }),
    );
    const [message] = await receive(1);
    const { requestPayload } = JSON.parse(message?.Body ?? '');
    const { Sns } = requestPayload.Records[0];
    expect(Sns).toMatchObject({
      Subject: 'ALARM: "too-many" in US East (N. Virginia)',
      TopicArn: outputs['Topic'],
    });
    expect(JSON.parse(Sns.Message)).toMatchObject({
      AlarmName: 'too-many',
      AlarmDescription: 'Too many & more\nowner: shop',
      AWSAccountId: '123456789012',
      NewStateValue: 'ALARM',
      NewStateReason: 'for a test',
      OldStateValue: 'INSUFFICIENT_DATA',
      AlarmArn: 'arn:aws:cloudwatch:us-east-1:123456789012:alarm:too-many',
      Trigger: {
        MetricName: 'HTTPCode_Target_5XX_Count',
        Namespace: 'AWS/ApplicationELB',
        Dimensions: [{ name: 'LoadBalancer', value: 'app/x/1' }],
        Period: 60,
        EvaluationPeriods: 5,
        Threshold: 10,
        ComparisonOperator: 'GreaterThanThreshold',
      },
    });
  });
});
