import { AutoScalingClient, DescribeInstanceRefreshesCommand } from '@aws-sdk/client-auto-scaling';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import { ask } from '../cloud.ts';
import { getGroup } from '../live-stack.ts';
import type { Maintenance } from './maintenance.ts';

/** Who of the stage's cluster writes. */
export const readWriter = async ({ cloud, id }: Maintenance): Promise<string | undefined> => {
  const { DBClusters = [] } = await new RDSClient(cloud.client).send(
    new DescribeDBClustersCommand({ DBClusterIdentifier: id('Database') }),
  );
  return DBClusters[0]?.DBClusterMembers?.find((it) => it.IsClusterWriter)?.DBInstanceIdentifier;
};

/** The stage's instances: id and state. */
export const readInstances = async ({ cloud, id }: Maintenance) => {
  const { Instances = [] } = await getGroup(cloud.client, id('StorefrontGroup'));
  return Instances.map((it) => ({ id: it.InstanceId ?? '', state: it.LifecycleState ?? '' }));
};

export const readRefreshes = async ({ cloud, id }: Maintenance) => {
  const { InstanceRefreshes = [] } = await new AutoScalingClient(cloud.client).send(
    new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: id('StorefrontGroup') }),
  );
  return InstanceRefreshes;
};

/** All that maintenance may change, as the services and the database tell it. */
export const takeSnapshot = async (stage: Maintenance) => ({
  writer: await readWriter(stage),
  instances: await readInstances(stage),
  refreshes: (await readRefreshes(stage)).map((it) => it.InstanceRefreshId),
  rows: await ask(
    stage.cloud,
    `select (select count(*) from tidemarket.products) as products,
      (select count(*) from tidemarket.carts) as carts,
      (select sum(in_stock) from tidemarket.catalog_listings) as listed`,
  ),
});
