import { DeleteObjectCommand } from '@aws-sdk/client-s3';
import { toArtifactKey } from '../artifact/artifact-key.ts';
import type { Clients } from '../aws/clients.ts';
import { listLaunchTemplateArtifacts } from '../aws/launch-template-artifacts.ts';
import type { LiveStack } from '../aws/live-stack.ts';
import { listStoredArtifacts } from '../aws/stored-artifacts.ts';
import { logicalIds } from '../logical-ids.ts';
import { decideArtifactsToPrune } from './artifact-retention.ts';

/** Deletes old artefacts and returns their hashes; none while it is unknown which are in use. */
export const pruneArtifacts = async (
  { s3, ec2 }: Pick<Clients, 's3' | 'ec2'>,
  { stack, bucket, now }: { stack: LiveStack; bucket: string; now: Date },
): Promise<readonly string[]> => {
  const launchTemplateId = await stack.findPhysicalId(logicalIds.launchTemplate);
  if (!launchTemplateId) return [];
  const [stored, inUse] = await Promise.all([
    listStoredArtifacts(s3, bucket),
    listLaunchTemplateArtifacts(ec2, launchTemplateId),
  ]);
  const old = decideArtifactsToPrune({ stored, inUse: new Set(inUse), now });
  for (const { sha256 } of old) {
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: toArtifactKey(sha256) }));
  }
  return old.map(({ sha256 }) => sha256);
};
