import {
  DescribeStacksCommand,
  GetStackPolicyCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { PutParameterCommand } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findMinInstances } from '../../../scripts/plugins/storefront/live/min-instances.ts';
import type { ListedArtifact } from '../../../scripts/plugins/storefront/rollback/artifact-list.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { type EmulatedStage, openEmulatedStage } from './emulated-stage.ts';
import { createTempProject, type Run, type TempProject } from './temp-project.ts';

const hashIn = ({ stderr }: Run) => /^Storefront ([0-9a-f]{64}) \(/m.exec(stderr)?.[1] ?? 'none';
const isStyle = (key: string) => /^static\/shop-\w+\.css$/.test(key);

// One stage and its life, so the tests go on from where the one before ended.
describe('a stage in emulated AWS', () => {
  let emulator: AwsEmulator;
  let project: TempProject;
  let stage: EmulatedStage;
  let first: string;
  let second: string;

  const sls = (...args: readonly string[]) =>
    project.sls([...args, '--stage', 'dev'], { env: emulator.env });
  const list = async (): Promise<readonly ListedArtifact[]> =>
    JSON.parse((await sls('rollback-storefront', '--list', '--json')).stdout);
  const findLive = async () => (await list()).filter(({ live }) => live).map((one) => one.sha256);

  beforeAll(async () => {
    emulator = await startAwsEmulator();
    project = createTempProject();
    stage = await openEmulatedStage(emulator, 'tidemarket-dev');
  });
  afterAll(async () => {
    await emulator.stop();
    project.remove();
  });

  it('is deployed: artefact, static files and pages are where they belong', async () => {
    const deployed = await sls('deploy');
    first = hashIn(deployed);

    expect(deployed).toMatchObject({ code: 0 });
    expect(deployed.stderr).toMatch(/instances +created/);
    expect(await stage.head('ServerlessDeploymentBucket', `storefront/${first}.tar.gz`)).toEqual({
      type: 'application/gzip',
      cacheControl: undefined,
      encryption: 'AES256',
    });
    const [style = ''] = (await stage.keys('StaticBucket')).filter(isStyle);
    expect(await stage.head('StaticBucket', style)).toMatchObject({
      type: expect.stringMatching(/^text\/css/),
      cacheControl: 'public, max-age=31536000, immutable',
    });
    expect(await stage.userData()).toEqual([expect.stringContaining(first)]);
  });

  it('has pages that name the shop by the origin that the stack gave it', async () => {
    const { Body } = await stage.clients.s3.send(
      new GetObjectCommand({ Bucket: await stage.bucket('StaticBucket'), Key: 'offers.html' }),
    );

    expect(await Body?.transformToString()).toContain('href="https://shop.example/"');
  });

  it('has the stack policy', async () => {
    const { StackPolicyBody = '{}' } = await stage.clients.cloudFormation.send(
      new GetStackPolicyCommand({ StackName: stage.stack.name }),
    );

    expect(JSON.parse(StackPolicyBody).Statement).toHaveLength(1);
  });

  it('replaces nothing when it is deployed again without a change', async () => {
    const again = await sls('deploy');

    expect(again.code).toBe(0);
    expect(again.stderr).toMatch(/the same as the live one\n +instances +not replaced/);
    expect(again.stderr).toMatch(/is in the bucket already|No changes to deploy/);
    expect(await stage.userData()).toHaveLength(1);
  });

  it('is watched by those rollback alarms that exist', async () => {
    const plan = JSON.parse((await sls('storefront-plan', '--json')).stdout);

    expect(plan).toMatchObject({
      artifact: { sha256: first, liveSha256: first, changed: false },
      instances: { action: 'keep', because: [] },
      migrations: { changed: false },
      rollbackAlarms: { watched: 1, ringing: [] },
    });
  });

  it('is not deployed with a machine image that does not exist', async () => {
    await stage.clients.ssm.send(
      new PutParameterCommand({ Name: '/images/arm64', Value: 'ami-1', Type: 'String' }),
    );
    const image = ['--param', 'imageParameter=/images/arm64', '--param'];

    const refused = await sls('deploy', ...image, 'imageVersion=7');

    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/Version 7 .* does not exist; the newest is 1\. Set "imageVer/);
  });

  it('gets a changed storefront while as many instances as serve stay in service', async () => {
    await stage.setDesired(3);
    project.edit('storefront/views/landing-page.tsx', (text) => text.replace('Shop now', 'Enter'));
    project.edit('storefront/browser/css/landing.css', (text) => `${text}\n.hero{gap:1px}\n`);

    const changed = await sls('deploy');
    second = hashIn(changed);

    expect(changed).toMatchObject({ code: 0 });
    expect(changed.stderr).toMatch(/instances +replaced .* 3 of 3 stay in service/);
    expect(await stage.userData()).toEqual([
      expect.stringContaining(first),
      expect.stringContaining(second),
    ]);
    expect(findMinInstances((await stage.stack.findTemplate()) ?? { Resources: {} })).toBe(3);
    expect(await stage.keys('ServerlessDeploymentBucket', 'storefront/')).toEqual(
      expect.arrayContaining([`storefront/${first}.tar.gz`, `storefront/${second}.tar.gz`]),
    );
    expect((await stage.keys('StaticBucket')).filter(isStyle)).toHaveLength(2);
  });

  it('tells CloudFormation which alarm turns a deploy back', async () => {
    const { Stacks: [live] = [] } = await stage.clients.cloudFormation.send(
      new DescribeStacksCommand({ StackName: stage.stack.name }),
    );

    expect(live?.RollbackConfiguration?.RollbackTriggers).toEqual([
      { Type: 'AWS::CloudWatch::Alarm', Arn: expect.stringContaining('ServerErrorsTooHigh') },
    ]);
  });

  it('goes nowhere when it is only asked what a rollback would do, or cannot', async () => {
    const dry = await sls('rollback-storefront', '--dry-run', '--json');
    const unknown = await sls('rollback-storefront', '--to', '0123456789');
    const live = await sls('rollback-storefront', '--to', second.slice(0, 12));

    expect(JSON.parse(dry.stdout)).toEqual({ from: second, to: first, dryRun: true });
    expect(unknown.stdout).toMatch(/No artefact 0123456789… is in the deployment bucket/);
    expect(live.stdout).toMatch(/is live already/);
    expect(await findLive()).toEqual([second]);
  });

  it('goes back to the storefront before, whose static files come back with it', async () => {
    const bucket = await stage.bucket('StaticBucket');
    for (const Key of (await stage.keys('StaticBucket')).filter(isStyle))
      await stage.clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }));
    const before = await stage.stack.findTemplate();

    const back = await sls('rollback-storefront');

    expect(back).toMatchObject({ code: 0 });
    expect(await findLive()).toEqual([first]);
    expect((await stage.userData()).at(-1)).toContain(first);
    expect((await stage.keys('StaticBucket')).filter(isStyle)).toHaveLength(1);
    const after = await stage.stack.findTemplate();
    const { StorefrontLaunchTemplate: _, ...others } = after?.Resources ?? {};
    expect(before?.Resources).toMatchObject(others);
  });

  it('gets what was packaged before, whatever the working copy is by then', async () => {
    const packaged = await sls('package', '--package', 'packaged');
    project.edit('storefront/views/landing-page.tsx', (text) => text.replace('Enter', 'Come in'));

    const deployed = await sls('deploy', '--package', 'packaged');

    expect([packaged.code, deployed]).toMatchObject([0, { code: 0 }]);
    expect(await findLive()).toEqual([second]);
  });

  it('is not touched by a removal while the stack is protected', async () => {
    const protect = (EnableTerminationProtection: boolean) =>
      stage.clients.cloudFormation.send(
        new UpdateTerminationProtectionCommand({
          StackName: stage.stack.name,
          EnableTerminationProtection,
        }),
      );
    await protect(true);

    const refused = await sls('remove');
    await protect(false);

    expect(refused.code).toBe(1);
    expect(refused.stdout).toMatch(/termination protection: nothing was changed/);
    expect((await stage.keys('StaticBucket')).length).toBeGreaterThan(0);
  });

  it('is removed with everything in its buckets, earlier versions too', async () => {
    const bucket = await stage.bucket('StaticBucket');
    for (const Body of ['1', '2'])
      await stage.clients.s3.send(new PutObjectCommand({ Bucket: bucket, Key: 'x', Body }));
    await stage.clients.s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'x' }));

    const removed = await sls('remove');

    expect(removed).toMatchObject({ code: 0 });
    expect(removed.stderr).toMatch(/Emptying StaticBucket/);
    expect(await stage.stack.findTemplate()).toBeUndefined();
    await expect(
      stage.clients.s3.send(new GetObjectCommand({ Bucket: bucket, Key: 'x' })),
    ).rejects.toThrow(/bucket/i);
  });
});
