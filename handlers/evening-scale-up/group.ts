import {
  type AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { Failure } from '../shared/failure.ts';

export type Size = { readonly min: number; readonly desired: number; readonly max: number };

export type Group = {
  readonly size: Size;
  readonly inService: number;
  /** A rolling deploy suspends some of the group's processes. */
  readonly isDeploying: boolean;
};

/** What CloudFormation suspends while it replaces instances: see resources/compute.yml. */
const suspendedByDeploy = ['AlarmNotification', 'ScheduledActions'];

/** @throws Failure GROUP_NOT_FOUND */
export const getGroup = async (autoScaling: AutoScalingClient, name: string): Promise<Group> => {
  const { AutoScalingGroups: [found] = [] } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  if (!found) {
    throw new Failure(
      'GROUP_NOT_FOUND',
      `There is no Auto Scaling group ${name}`,
      'Deploy the stage again: the function was made for another group.',
    );
  }
  const suspended = found.SuspendedProcesses?.map((it) => it.ProcessName ?? '') ?? [];
  const instances = found.Instances ?? [];
  return {
    size: {
      min: found.MinSize ?? 0,
      desired: found.DesiredCapacity ?? 0,
      max: found.MaxSize ?? 0,
    },
    inService: instances.filter(
      (it) => it.LifecycleState === 'InService' && it.HealthStatus === 'Healthy',
    ).length,
    isDeploying: suspendedByDeploy.every((process) => suspended.includes(process)),
  };
};

export const setSize = async (
  autoScaling: AutoScalingClient,
  name: string,
  { min, desired }: Partial<Size>,
): Promise<void> => {
  await autoScaling.send(
    new UpdateAutoScalingGroupCommand({
      AutoScalingGroupName: name,
      ...(min === undefined ? {} : { MinSize: min }),
      ...(desired === undefined ? {} : { DesiredCapacity: desired }),
    }),
  );
};
