import {
  type AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import type { LiveStack } from '../aws/live-stack.ts';
import { logicalIds } from '../logical-ids.ts';

/** How many instances the group has, or is about to have; 0 before the first deploy. */
export const countLiveInstances = async (
  autoScaling: AutoScalingClient,
  stack: LiveStack,
): Promise<number> => {
  const name = await stack.findPhysicalId(logicalIds.group);
  if (!name) return 0;
  const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const inService = group?.Instances?.filter(
    ({ LifecycleState }) => LifecycleState === 'InService',
  ).length;
  return Math.max(group?.DesiredCapacity ?? 0, inService ?? 0);
};
