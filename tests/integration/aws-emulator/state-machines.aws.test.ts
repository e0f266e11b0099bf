import {
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListTagsForResourceCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { eventually } from '../../support/eventually.ts';
import { clientConfig, createStacks, type Stacks } from './stacks.ts';

let emulator: AwsEmulator;
let stacks: Stacks;
let states: SFNClient;
let outputs: Readonly<Record<string, string>>;

const role = (service: string) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: `${service}.amazonaws.com` },
          Action: 'sts:AssumeRole',
        },
      ],
    },
  },
});
const inlineFunction = (ZipFile: string) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: { 'Fn::GetAtt': ['FunctionRole', 'Arn'] },
    Code: { ZipFile },
  },
});

const invoke = (name: string, Payload: object, more: object) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: `\${${name}}`, Payload },
  ...more,
});
const round = {
  StartAt: 'Begin',
  States: {
    Begin: { Type: 'Pass', Result: { count: 0 }, ResultPath: '$.state', Next: 'Pause' },
    Pause: { Type: 'Wait', SecondsPath: '$.pauseSeconds', Next: 'Count' },
    Count: invoke(
      'Counter',
      { 'count.$': '$.state.count', 'by.$': '$$.Execution.Name', 'at.$': '$$.Execution.StartTime' },
      { ResultSelector: { 'count.$': '$.Payload.count' }, ResultPath: '$.state', Next: 'IsEnough' },
    ),
    IsEnough: {
      Type: 'Choice',
      Choices: [{ Variable: '$.state.count', NumericGreaterThanEquals: 3, Next: 'Break' }],
      Default: 'Pause',
    },
    Break: {
      Type: 'Task',
      Resource: `\${Broken}`,
      TimeoutSeconds: 20,
      Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 30, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'IsExpected' }],
      Next: 'Done',
    },
    IsExpected: {
      Type: 'Choice',
      Choices: [{ Variable: '$.fails', BooleanEquals: true, Next: 'Failed' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
    Failed: { Type: 'Fail', Error: 'NotDone', Cause: 'It was asked for' },
  },
};

const machine = (properties: object) => ({
  Type: 'AWS::StepFunctions::StateMachine',
  Properties: { RoleArn: { 'Fn::GetAtt': ['StatesRole', 'Arn'] }, ...properties },
});
const template = (tags: Readonly<Record<string, string>>) => ({
  Resources: {
    FunctionRole: role('lambda'),
    StatesRole: role('states'),
    Logs: { Type: 'AWS::Logs::LogGroup', Properties: {} },
    Counter: inlineFunction(
      `exports.handler = async ({ count, by, at }) => {
        if (by === undefined || new Date(at).toISOString() !== at) throw new TypeError('who is it?');
        return { count: count + 1 };
      };`,
    ),
    Broken: inlineFunction(
      `exports.handler = async () => { throw Object.assign(new Error('later'), { name: 'Busy' }); };`,
    ),
    Round: machine({
      StateMachineName: 'round',
      Definition: round,
      DefinitionSubstitutions: {
        Counter: { 'Fn::GetAtt': ['Counter', 'Arn'] },
        Broken: { 'Fn::GetAtt': ['Broken', 'Arn'] },
      },
      LoggingConfiguration: {
        Level: 'ALL',
        IncludeExecutionData: true,
        Destinations: [
          { CloudWatchLogsLogGroup: { LogGroupArn: { 'Fn::GetAtt': ['Logs', 'Arn'] } } },
        ],
      },
      TracingConfiguration: { Enabled: true },
      Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    }),
    Endless: machine({
      DefinitionString: JSON.stringify({
        StartAt: 'Wait',
        States: { Wait: { Type: 'Wait', Seconds: 60, Next: 'Wait' } },
      }),
    }),
  },
  Outputs: { Round: { Value: { Ref: 'Round' } }, Endless: { Value: { Ref: 'Endless' } } },
});

beforeAll(async () => {
  emulator = await startAwsEmulator();
  stacks = createStacks(emulator);
  states = new SFNClient(clientConfig(emulator));
  const deployed = await stacks.deploy('machines', template({ stage: 'test', old: 'yes' }));
  expect(deployed.failures).toEqual([]);
  outputs = deployed.outputs;
});
afterAll(async () => {
  states.destroy();
  await emulator.stop();
});

const start = async (name: string, input: object, machineName = 'Round') => {
  const { executionArn = '', startDate } = await states.send(
    new StartExecutionCommand({
      stateMachineArn: outputs[machineName],
      name,
      input: JSON.stringify(input),
    }),
  );
  expect(Math.abs(Date.now() - Number(startDate))).toBeLessThan(60_000);
  return executionArn;
};
const describeOf = (executionArn: string) =>
  states.send(new DescribeExecutionCommand({ executionArn }));
const end = (executionArn: string) =>
  eventually(async () => {
    const found = await describeOf(executionArn);
    if (found.status === 'RUNNING') throw new Error('is still running');
    return found;
  });
const historyOf = async (executionArn: string) => {
  const { events = [] } = await states.send(new GetExecutionHistoryCommand({ executionArn }));
  return events;
};

test('a machine is what its template says, and its tags follow', async () => {
  const stateMachineArn = outputs['Round'];
  const before = await states.send(new DescribeStateMachineCommand({ stateMachineArn }));
  expect(before).toMatchObject({
    name: 'round',
    status: 'ACTIVE',
    type: 'STANDARD',
    tracingConfiguration: { enabled: true },
    loggingConfiguration: {
      level: 'ALL',
      includeExecutionData: true,
      destinations: [{ cloudWatchLogsLogGroup: { logGroupArn: expect.stringContaining('Logs') } }],
    },
  });
  expect(before.definition).toMatch(/"FunctionName": ?"arn:aws:lambda:us-east-1:\d+:function:/);

  const { failures } = await stacks.deploy('machines', template({ stage: 'proof' }));
  expect(failures).toEqual([]);
  const { tags } = await states.send(
    new ListTagsForResourceCommand({ resourceArn: stateMachineArn }),
  );
  expect(tags).toEqual([{ key: 'stage', value: 'proof' }]);
});

test('two executions go their ways by deployed functions, without their minutes of waiting', async () => {
  const good = await start('good', { pauseSeconds: 60, fails: false });
  const bad = await start('bad', { pauseSeconds: 60, fails: true });

  const succeeded = await end(good);
  const failed = await end(bad);

  expect(succeeded.status).toBe('SUCCEEDED');
  expect(JSON.parse(succeeded.output ?? '')).toEqual({
    pauseSeconds: 60,
    fails: false,
    state: { count: 3 },
    error: { Error: 'Busy', Cause: expect.stringContaining('later') },
  });
  expect(failed).toMatchObject({ status: 'FAILED', error: 'NotDone', cause: 'It was asked for' });
  expect(Number(failed.stopDate)).toBeGreaterThanOrEqual(Number(failed.startDate));

  const events = await historyOf(good);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  expect(events.map(({ id }) => id)).toEqual(events.map((_, index) => index + 1));
  expect([count('WaitStateExited'), count('TaskSucceeded')]).toEqual([3, 3]);
  expect([count('LambdaFunctionFailed'), count('ExecutionSucceeded')]).toEqual([2, 1]);
  expect(events[0]?.timestamp).toBeInstanceOf(Date);

  const { executions = [] } = await states.send(
    new ListExecutionsCommand({ stateMachineArn: outputs['Round'], statusFilter: 'FAILED' }),
  );
  expect(executions.map(({ name }) => name)).toEqual(['bad']);
  await expect(start('good', { pauseSeconds: 1 })).rejects.toMatchObject({
    name: 'ExecutionAlreadyExists',
  });
});

test('an execution is the same when it is started again while it runs, and can be stopped', async () => {
  const executionArn = await start('endless', { n: 1 }, 'Endless');
  expect(await start('endless', { n: 1 }, 'Endless')).toBe(executionArn);
  expect((await describeOf(executionArn)).status).toBe('RUNNING');

  await states.send(new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'By hand' }));

  expect(await end(executionArn)).toMatchObject({ status: 'ABORTED', error: 'Enough' });
  expect((await historyOf(executionArn)).at(-1)?.type).toBe('ExecutionAborted');
});

test('a definition that is none fails the deployment', async () => {
  const { failures } = await stacks.deploy('mistaken', {
    Resources: {
      StatesRole: role('states'),
      Machine: machine({ DefinitionString: '{"StartAt":"Nowhere"}' }),
    },
  });
  expect(failures[0]).toContain('Machine: ');
});
