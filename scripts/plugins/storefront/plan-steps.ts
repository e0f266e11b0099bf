import type { Context } from './context.ts';
import { planStaticRetention } from './deploy/expire-static-files.ts';
import { getDeployedArtifact, patchLiveFacts } from './deploy-steps.ts';
import type { LiveFacts } from './live/live-facts.ts';
import { logicalIds } from './logical-ids.ts';
import type { Template } from './osls.ts';
import { formatPlan } from './plan/format-plan.ts';
import { buildPlan, type Plan } from './plan/plan.ts';

const makePlan = async (
  context: Context,
  { live, triggers, template }: LiveFacts & { readonly template: Template },
): Promise<Plan> => {
  const [artifact, { s3 }, stack] = await Promise.all([
    getDeployedArtifact(context),
    context.clients(),
    context.stack(),
  ]);
  const [liveTemplate, staticBucket] = await Promise.all([
    stack.findTemplate(),
    stack.findPhysicalId(logicalIds.staticBucket),
  ]);
  const retention = staticBucket
    ? await planStaticRetention(s3, {
        buckets: { staticBucket, deploymentBucket: await context.deploymentBucket() },
        current: artifact.staticFiles.keys(),
        now: context.now(),
      })
    : undefined;
  return buildPlan({
    stage: context.stage(),
    artifact,
    template,
    liveTemplate,
    liveInstances: live,
    retention,
    triggers,
  });
};

/**
 * Patches the live facts into the template, and prints what deploying it would do: as JSON to
 * standard output, or for people.
 */
export const plan = async (context: Context, { json }: { json: boolean }): Promise<void> => {
  const made = await makePlan(context, await patchLiveFacts(context));
  if (json) context.terminal.writeText(JSON.stringify(made, null, 2));
  else context.terminal.log.notice(formatPlan(made));
};
