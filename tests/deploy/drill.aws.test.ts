import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import { type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { describeProven } from '../support/deploy/drill/describe-proven.ts';
import { describeRefused } from '../support/deploy/drill/describe-refused.ts';
import { describeSweep } from '../support/deploy/drill/describe-sweep.ts';
import { describeTrouble } from '../support/deploy/drill/describe-trouble.ts';
import { type DrillStage, openDrillStage } from '../support/deploy/drill/drill-stage.ts';
import { getOutput, privateDatabase } from '../support/deploy/workplace.ts';

let cloud: Cloud;
let stage: DrillStage;

beforeAll(async () => {
  cloud = await startCloud();
  getOutput(await cloud.workplace.sls('deploy', '--stage', 'dev', ...privateDatabase));
  stage = await openDrillStage(cloud);
});

afterEach(async () => {
  // Two looks: the one that was deleted last may be seen once more.
  await stage.drills.listCopies();
  expect(await stage.drills.listCopies()).toEqual([]);
});

afterAll(async () => {
  stage?.stop();
  await cloud?.stop();
});

const get = () => stage;

describeProven(get);
describeRefused(get);
describeTrouble(get);
// Last, as it leaves a lease behind.
describeSweep(get);
