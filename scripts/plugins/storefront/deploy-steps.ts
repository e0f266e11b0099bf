import type { Artifact } from './artifact/artifact.ts';
import { readPackagedArtifact } from './artifact/packaged-artifact.ts';
import type { Context } from './context.ts';
import { pruneArtifacts } from './deploy/prune-artifacts.ts';
import { ensureStackPolicy } from './deploy/stack-policy.ts';
import { keepStaticFiles, uploadPages, uploadStatic } from './deploy/static-steps.ts';
import { uploadArtifact } from './deploy/upload-artifact.ts';
import { type LiveFacts, readLiveFacts } from './live/live-facts.ts';
import { patchMinInstances } from './live/min-instances.ts';
import { findTemplateArtifact } from './live/template-artifact.ts';
import type { Template } from './osls.ts';
import { shorten } from './plan/format-plan.ts';

const getTemplate = ({ serverless, fail }: Context): Template =>
  serverless.service.provider.compiledCloudFormationTemplate ??
  fail('The service has not been packaged.', 'NOT_PACKAGED');

/** The artefact of the package. @throws when the template beside it names another one. */
export const getDeployedArtifact = async (context: Context): Promise<Artifact> => {
  const artifact = await readPackagedArtifact(context.serverless.serviceDir);
  const named = findTemplateArtifact(getTemplate(context));
  if (named && named !== artifact.sha256)
    context.fail(
      `The packaged template names the storefront ${shorten(named)}, the package holds ${shorten(artifact.sha256)}. Package again.`,
      'PACKAGE_MIXED',
    );
  return artifact;
};

/** Sets in the template, and beside it, what depends on how the stack is at this moment. */
export const patchLiveFacts = async (
  context: Context,
): Promise<LiveFacts & { readonly template: Template }> => {
  const facts = await readLiveFacts(context);
  const { provider } = context.serverless.service;
  const template = patchMinInstances(getTemplate(context), facts.live);
  provider.compiledCloudFormationTemplate = template;
  if (facts.rollbackConfiguration) provider.rollbackConfiguration = facts.rollbackConfiguration;
  return { ...facts, template };
};

/** After a rollback, osls would skip the deploy of the package that it deployed last. */
export const deployUnlessLive = async (context: Context): Promise<void> => {
  const { provider } = context.serverless.service;
  if (!provider.shouldNotDeploy) return;
  const live = findTemplateArtifact(await (await context.stack()).findTemplate());
  if (live !== findTemplateArtifact(getTemplate(context))) provider.shouldNotDeploy = false;
};

/** Before the stack is updated: instances of the new version start during the update. */
export const uploadStorefront = async (context: Context): Promise<void> => {
  const [artifact, { s3 }] = await Promise.all([getDeployedArtifact(context), context.clients()]);
  const isNew = await uploadArtifact(s3, {
    bucket: await context.deploymentBucket(),
    artifact,
    encryption: context.encryption(),
  });
  context.terminal.log.notice(
    `Storefront ${shorten(artifact.sha256)} ${isNew ? 'uploaded' : 'is in the bucket already'}`,
  );
  await uploadStatic(context, artifact);
};

/** After the stack was updated: what is old can go. */
export const finishDeploy = async (context: Context): Promise<void> => {
  const { notice } = context.terminal.log;
  const [artifact, { s3, ec2, cloudFormation }, stack, bucket] = await Promise.all([
    getDeployedArtifact(context),
    context.clients(),
    context.stack(),
    context.deploymentBucket(),
  ]);
  const { stackPolicy = [] } = context.serverless.service.provider;
  const policy = { stackName: stack.name, statements: stackPolicy };
  if (stackPolicy.length > 0 && (await ensureStackPolicy(cloudFormation, policy)))
    notice('Set the stack policy');
  // On the first deploy the bucket was not there before.
  await uploadStatic(context, artifact);
  await uploadPages(context, artifact);
  await keepStaticFiles(context, artifact);
  const pruned = await pruneArtifacts({ s3, ec2 }, { stack, bucket, now: context.now() });
  if (pruned.length > 0) notice(`Removed ${pruned.length} old artefacts`);
};
