import type { Context } from './context.ts';
import { emptyBucket } from './remove/empty-bucket.ts';
import { findDeletedBuckets } from './remove/stack-buckets.ts';
import { unprotectDatabase, unprotectLoadBalancer } from './remove/unprotect.ts';

const refuseWhenProtected = ({ settings, stage, fail }: Context): void => {
  if (!settings().protect) return;
  fail(
    `Stage ${stage()} is protected: it is not removed. Who really wants to delete it, with its data, sets "protect: false" under params.${stage()} in serverless.yml, deploys, and runs sls remove again.`,
    'PROTECTED',
  );
};

/**
 * Takes away what would stop the stack's deletion: full buckets and protected resources. Refuses, and
 * changes nothing, where the stage or the stack is protected.
 */
export const prepareRemoval = async (context: Context): Promise<void> => {
  refuseWhenProtected(context);
  const { notice } = context.terminal.log;
  const [clients, stack] = await Promise.all([context.clients(), context.stack()]);
  const [template, resources] = await Promise.all([stack.findTemplate(), stack.findResources()]);
  if (!template) return;
  // osls asks only after this hook, when the buckets would be empty already.
  if (await stack.isDeletionProtected())
    context.fail(
      `The stack ${stack.name} has termination protection: nothing was changed. End it with aws cloudformation update-termination-protection --no-enable-termination-protection --stack-name ${stack.name}.`,
      'PROTECTED',
    );
  for (const resource of resources) {
    if (/^AWS::RDS::DB(Instance|Cluster)$/.test(resource.type)) {
      if (await unprotectDatabase(clients.rds, resource))
        notice(`Ended the deletion protection of ${resource.logicalId}`);
    }
    if (resource.type === 'AWS::ElasticLoadBalancingV2::LoadBalancer')
      await unprotectLoadBalancer(clients.loadBalancing, resource);
  }
  for (const { physicalId, logicalId } of findDeletedBuckets(resources, template)) {
    notice(`Emptying ${logicalId} (${physicalId})`);
    const count = await emptyBucket(clients.s3, physicalId);
    if (count > 0) notice(`Deleted ${count} objects and versions of ${logicalId}`);
  }
};
