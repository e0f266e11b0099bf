import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { type Artifact, readArtifact } from '../artifact/artifact.ts';
import { toArtifactKey } from '../artifact/artifact-key.ts';
import { createChangeSet } from '../aws/change-set.ts';
import { executeChangeSet } from '../aws/execute-change-set.ts';
import type { Context } from '../context.ts';
import { keepStaticFiles, uploadPages, uploadStatic } from '../deploy/static-steps.ts';
import { readLiveFacts } from '../live/live-facts.ts';
import { patchMinInstances } from '../live/min-instances.ts';
import { replaceTemplateArtifact } from '../live/template-artifact.ts';
import type { Template } from '../osls.ts';

// Templates of this size cannot be sent along, and this place is no deployment of osls.
const templateKey = 'storefront/rollback-template.json';

/** @throws when what is in the bucket is not what its name says. */
const fetchArtifact = async (s3: S3Client, bucket: string, sha256: string): Promise<Artifact> => {
  const { Body } = await s3.send(
    new GetObjectCommand({ Bucket: bucket, Key: toArtifactKey(sha256) }),
  );
  const artifact = await readArtifact((await Body?.transformToByteArray()) ?? new Uint8Array());
  if (artifact.sha256 !== sha256)
    throw new Error(`${toArtifactKey(sha256)} holds the artefact ${artifact.sha256}`);
  return artifact;
};

const uploadTemplate = async (context: Context, template: Template): Promise<string> => {
  const [{ s3 }, bucket] = await Promise.all([context.clients(), context.deploymentBucket()]);
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: templateKey,
      Body: JSON.stringify(template),
      ContentType: 'application/json',
      ...context.encryption(),
    }),
  );
  return `https://s3.amazonaws.com/${bucket}/${templateKey}`;
};

/**
 * Puts an earlier artefact into the live stack and replaces the instances, everything else left as
 * it is; its static files come back with it. Never touches the database.
 * @throws when CloudFormation refuses the change or turns it back.
 */
export const rollBack = async (
  context: Context,
  { liveTemplate, sha256 }: { liveTemplate: Template; sha256: string },
): Promise<void> => {
  const [{ s3, cloudFormation }, stack, bucket, { live, rollbackConfiguration }] =
    await Promise.all([
      context.clients(),
      context.stack(),
      context.deploymentBucket(),
      readLiveFacts(context),
    ]);
  const artifact = await fetchArtifact(s3, bucket, sha256);
  const template = patchMinInstances(replaceTemplateArtifact(liveTemplate, sha256), live);
  await uploadStatic(context, artifact);
  const update = { stackName: stack.name, changeSetName: `rollback-${context.now().getTime()}` };
  await createChangeSet(cloudFormation, {
    ...update,
    templateUrl: await uploadTemplate(context, template),
    template,
    rollbackConfiguration,
  });
  await executeChangeSet(cloudFormation, update, context.terminal.log.notice);
  await uploadPages(context, artifact);
  await keepStaticFiles(context, artifact);
};
