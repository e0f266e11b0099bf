import {
  type AutoScalingClient,
  type AutoScalingGroup,
  DescribeAutoScalingGroupsCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { Failure } from './failure.ts';

export type Size = { readonly min: number; readonly desired: number; readonly max: number };

export type GroupInstance = {
  readonly id: string;
  /** Such as InService, Pending, Standby, Terminating. */
  readonly state: string;
  readonly isHealthy: boolean;
  /** Of the launch template that it was made from. */
  readonly version: string | undefined;
};

export type Group = {
  readonly size: Size;
  readonly instances: readonly GroupInstance[];
  /** How many serve and are well. */
  readonly inService: number;
  /** What new instances are made from; undefined for a group that has no launch template. */
  readonly template: { readonly id: string; readonly version: string } | undefined;
  /** Instances are of several types, by a policy that names the launch template in its stead. */
  readonly isMixed: boolean;
  /** A rolling deploy suspends some of the group's processes. */
  readonly isDeploying: boolean;
};

/** What CloudFormation suspends while it replaces instances: see resources/compute.yml. */
const suspendedByDeploy = ['AlarmNotification', 'ScheduledActions'];

/** Whether an instance serves shoppers. */
export const serves = ({ state, isHealthy }: GroupInstance): boolean =>
  state === 'InService' && isHealthy;

const readInstances = ({ Instances = [] }: AutoScalingGroup): readonly GroupInstance[] =>
  Instances.map((it) => ({
    id: it.InstanceId ?? '',
    state: it.LifecycleState ?? '',
    isHealthy: it.HealthStatus === 'Healthy',
    version: it.LaunchTemplate?.Version,
  }));

const readTemplate = ({ LaunchTemplate, MixedInstancesPolicy }: AutoScalingGroup) => {
  const { LaunchTemplateId: id, Version: version } =
    LaunchTemplate ?? MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification ?? {};
  return id && version ? { id, version } : undefined;
};

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
  const instances = readInstances(found);
  return {
    size: {
      min: found.MinSize ?? 0,
      desired: found.DesiredCapacity ?? 0,
      max: found.MaxSize ?? 0,
    },
    instances,
    inService: instances.filter(serves).length,
    template: readTemplate(found),
    isMixed: found.MixedInstancesPolicy !== undefined,
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
