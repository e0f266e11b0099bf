import { CreateLaunchTemplateCommand } from '@aws-sdk/client-ec2';
import { CreateBucketCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { toArtifactKey } from '../../../scripts/plugins/storefront/artifact/artifact-key.ts';
import type { LiveStack } from '../../../scripts/plugins/storefront/aws/live-stack.ts';
import { expireStaticFiles } from '../../../scripts/plugins/storefront/deploy/expire-static-files.ts';
import { pruneArtifacts } from '../../../scripts/plugins/storefront/deploy/prune-artifacts.ts';
import { emptyBucket } from '../../../scripts/plugins/storefront/remove/empty-bucket.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { type EmulatedStage, openEmulatedStage } from './emulated-stage.ts';

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
const hashes = Array.from({ length: 13 }, (_, index) => index.toString(16).padStart(64, '0'));

describe('what a deploy tidies up', () => {
  let emulator: AwsEmulator;
  let stage: EmulatedStage;
  let count = 0;
  let bucket: string;
  let staticBucket: string;

  const put = (Bucket: string, Key: string) =>
    stage.clients.s3.send(new PutObjectCommand({ Bucket, Key, Body: Key }));
  const keys = async (Bucket: string) => {
    const { Contents = [] } = await stage.clients.s3.send(new ListObjectsV2Command({ Bucket }));
    return Contents.map(({ Key = '' }) => Key);
  };

  beforeAll(async () => {
    emulator = await startAwsEmulator();
    stage = await openEmulatedStage(emulator, 'none');
  });
  afterAll(() => emulator.stop());

  beforeEach(async () => {
    count += 1;
    [bucket, staticBucket] = [`deployments-${count}`, `static-${count}`];
    for (const Bucket of [bucket, staticBucket])
      await stage.clients.s3.send(new CreateBucketCommand({ Bucket }));
  });

  describe('of artefacts', () => {
    const createStack = async (inUse: readonly string[]): Promise<LiveStack> => {
      const userData = inUse.map((sha256) => `export KEY='${toArtifactKey(sha256)}'`).join('\n');
      const { LaunchTemplate } = await stage.clients.ec2.send(
        new CreateLaunchTemplateCommand({
          LaunchTemplateName: `storefront-${count}`,
          LaunchTemplateData: { UserData: Buffer.from(userData).toString('base64') },
        }),
      );
      return { ...stage.stack, findPhysicalId: async () => LaunchTemplate?.LaunchTemplateId };
    };
    const prune = async (days: number, inUse: readonly string[]) => {
      for (const sha256 of hashes) await put(bucket, toArtifactKey(sha256));
      const now = inDays(days);
      return pruneArtifacts(stage.clients, { stack: await createStack(inUse), bucket, now });
    };

    it('are the oldest beyond ten, when they are old enough', async () => {
      const pruned = await prune(31, []);

      expect(pruned).toHaveLength(3);
      expect(await keys(bucket)).toHaveLength(10);
    });

    it('are none that are young', async () => {
      expect(await prune(29, [])).toEqual([]);
    });

    it('are none that a version of the launch template names', async () => {
      const [old = ''] = (await prune(31, [])).slice(-1);
      count += 100;

      expect(await prune(31, [old])).not.toContain(old);
      expect(await keys(bucket)).toContain(toArtifactKey(old));
    });

    it('are none while it is unknown which are in use', async () => {
      for (const sha256 of hashes) await put(bucket, toArtifactKey(sha256));
      const stack = { ...stage.stack, findPhysicalId: async () => undefined };

      expect(await pruneArtifacts(stage.clients, { stack, bucket, now: inDays(99) })).toEqual([]);
    });
  });

  describe('of static files', () => {
    const expire = (current: readonly string[], days: number) =>
      expireStaticFiles(stage.clients.s3, {
        buckets: { staticBucket, deploymentBucket: bucket },
        current,
        now: inDays(days),
      });

    it('is what has been replaced for 30 days, over several deploys, and nothing else', async () => {
      for (const name of ['a.css', 'b.css']) await put(staticBucket, `static/${name}`);
      await put(staticBucket, 'offers.html');

      await expire(['a.css'], 0);
      await expire(['a.css'], 29);
      const kept = await keys(staticBucket);
      await expire(['a.css'], 31);

      expect(kept).toContain('static/b.css');
      expect(await keys(staticBucket)).toEqual(['offers.html', 'static/a.css']);
    });

    it('is none that is used again', async () => {
      for (const name of ['a.css', 'b.css']) await put(staticBucket, `static/${name}`);

      await expire(['a.css'], 0);
      await expire(['b.css'], 20);
      await expire(['a.css'], 31);

      expect(await keys(staticBucket)).toEqual(['static/a.css', 'static/b.css']);
    });
  });

  it('empties a bucket of more than one page', async () => {
    const names = Array.from({ length: 1005 }, (_, index) => `file-${index}`);
    for (let start = 0; start < names.length; start += 50)
      await Promise.all(names.slice(start, start + 50).map((name) => put(staticBucket, name)));

    expect(await emptyBucket(stage.clients.s3, staticBucket)).toBe(1005);
    expect(await emptyBucket(stage.clients.s3, staticBucket)).toBe(0);
    expect(await emptyBucket(stage.clients.s3, 'never-was')).toBe(0);
  });
});
