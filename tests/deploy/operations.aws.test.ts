import { DeleteFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { describeStage } from '../support/deploy/deployed-stage.ts';
import { findPhysicalIds } from '../support/deploy/live-stack.ts';
import { describeEvening } from '../support/deploy/operations/describe-evening.ts';
import { describeIncidents } from '../support/deploy/operations/describe-incidents.ts';
import { describeRounds } from '../support/deploy/operations/describe-rounds.ts';
import { describeSlackAway } from '../support/deploy/operations/describe-slack-away.ts';
import { expectMetricOf } from '../support/deploy/operations/expect-metric-of.ts';
import { type Operations, openOperations } from '../support/deploy/operations/operations.ts';
import { putEvent } from '../support/deploy/operations/put-event.ts';
import { getOutput, privateDatabase } from '../support/deploy/workplace.ts';
import { eventually } from '../support/eventually.ts';
import { type FakeSlack, startFakeSlack } from '../support/fake-slack.ts';

let cloud: Cloud;
let slack: FakeSlack;
let operations: Operations;

const params = (values: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => ['--param', `${name}=${value}`]);

beforeAll(async () => {
  slack = await startFakeSlack();
  cloud = await startCloud();
  const given = params({
    slackApiBase: slack.apiBase,
    alertEmail: 'operations@shop.example',
    repositoryUrl: 'https://git.example/shop/blob/main',
  });
  getOutput(await cloud.workplace.sls('deploy', '--stage', 'dev', ...privateDatabase, ...given));
  const ids = await findPhysicalIds(cloud.client, 'tidemarket-dev');
  const { id } = describeStage(
    () => cloud,
    () => ids,
  );
  operations = await openOperations(cloud.client, slack, id);
});

afterAll(async () => {
  await cloud?.stop();
  await slack?.stop();
});

const get = () => operations;

describeIncidents(get);
describeRounds(get);
describeSlackAway(get);
describeEvening(get);

describe('what the functions count', () => {
  it.each(['MorningHeartbeat', 'HeartbeatMissed', 'EveningScaleUpMissed', 'EveningNotReady'])(
    'is the metric that %s looks at',
    (alarm) => expectMetricOf(operations, alarm),
  );
});

describe('without the function that posts to Slack', () => {
  beforeAll(async () => {
    await new LambdaClient(cloud.client).send(
      new DeleteFunctionCommand({ FunctionName: operations.alarmToSlack.name }),
    );
  });

  it('what was for it waits in the queue of undelivered alarms', async () => {
    await operations.publish('from the topic');
    await putEvent(cloud.client, {
      source: 'aws.autoscaling',
      detailType: 'EC2 Instance Launch Unsuccessful',
      detail: { AutoScalingGroupName: operations.id('StorefrontGroup') },
    });

    await eventually(async () =>
      expect(await operations.undelivered.all()).toEqual([
        expect.stringContaining('from the topic'),
        expect.stringContaining('"source": "aws.autoscaling"'),
      ]),
    );
  });
});
