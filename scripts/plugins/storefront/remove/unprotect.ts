import {
  DescribeLoadBalancerAttributesCommand,
  type ElasticLoadBalancingV2Client,
  ModifyLoadBalancerAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  ModifyDBClusterCommand,
  ModifyDBInstanceCommand,
  type RDSClient,
} from '@aws-sdk/client-rds';
import type { StackResource } from '../aws/live-stack.ts';

/** Lets a database of the stack be deleted; returns whether it was protected. */
export const unprotectDatabase = async (
  rds: RDSClient,
  { type, physicalId }: StackResource,
): Promise<boolean> => {
  if (type === 'AWS::RDS::DBInstance') {
    const { DBInstances: [instance] = [] } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: physicalId }),
    );
    if (!instance?.DeletionProtection) return false;
    await rds.send(
      new ModifyDBInstanceCommand({
        DBInstanceIdentifier: physicalId,
        DeletionProtection: false,
        ApplyImmediately: true,
      }),
    );
    return true;
  }
  const { DBClusters: [cluster] = [] } = await rds.send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: physicalId }),
  );
  if (!cluster?.DeletionProtection) return false;
  await rds.send(
    new ModifyDBClusterCommand({
      DBClusterIdentifier: physicalId,
      DeletionProtection: false,
      ApplyImmediately: true,
    }),
  );
  return true;
};

/** Ends the access logs, which would fill a bucket again, and the protection of a load balancer. */
export const unprotectLoadBalancer = async (
  client: ElasticLoadBalancingV2Client,
  { physicalId }: StackResource,
): Promise<void> => {
  const wanted = ['access_logs.s3.enabled', 'deletion_protection.enabled'];
  const { Attributes = [] } = await client.send(
    new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: physicalId }),
  );
  const on = Attributes.filter(({ Key = '', Value }) => wanted.includes(Key) && Value === 'true');
  if (on.length === 0) return;
  await client.send(
    new ModifyLoadBalancerAttributesCommand({
      LoadBalancerArn: physicalId,
      Attributes: on.map(({ Key }) => ({ Key, Value: 'false' })),
    }),
  );
};
