import {
  ActiveInstanceRefreshNotFoundFault,
  type AutoScalingClient,
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type DesiredConfiguration,
  InstanceRefreshInProgressFault,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { Failure } from '../shared/failure.ts';
import type { Group } from '../shared/storefront-group.ts';

/** One replacement of a group's instances. */
export type Refresh = {
  readonly id: string;
  /** As Auto Scaling has it: Pending, InProgress, Successful, Failed, Cancelled, … */
  readonly status: string;
  readonly percent: number;
  readonly instancesToUpdate: number | undefined;
  readonly reason: string | undefined;
};

const over = ['Successful', 'Failed', 'Cancelled', 'RollbackSuccessful', 'RollbackFailed'];

export const isOver = ({ status }: Pick<Refresh, 'status'>): boolean => over.includes(status);

/** The replacement with this id, or the last one; undefined when there has been none. */
export const findRefresh = async (
  autoScaling: AutoScalingClient,
  AutoScalingGroupName: string,
  id?: string,
): Promise<Refresh | undefined> => {
  const { InstanceRefreshes: [found] = [] } = await autoScaling.send(
    new DescribeInstanceRefreshesCommand({
      AutoScalingGroupName,
      ...(id === undefined ? { MaxRecords: 1 } : { InstanceRefreshIds: [id] }),
    }),
  );
  return (
    found && {
      id: found.InstanceRefreshId ?? '',
      status: found.Status ?? '',
      percent: found.PercentageComplete ?? (found.Status === 'Successful' ? 100 : 0),
      instancesToUpdate: found.InstancesToUpdate,
      reason: found.StatusReason,
    }
  );
};

export const inProgress = (cause?: unknown): Failure =>
  new Failure(
    'REFRESH_IN_PROGRESS',
    'The fleet is being replaced already, and only one replacement runs at a time',
    'Follow it with {"action": "status"}, or stop it with {"action": "cancel"}.',
    cause,
  );

/** What the group's instances are to be made from. */
const buildConfiguration = (
  { isMixed }: Pick<Group, 'isMixed'>,
  template: { readonly id: string; readonly version: string },
): DesiredConfiguration => {
  const LaunchTemplate = { LaunchTemplateId: template.id, Version: template.version };
  return isMixed
    ? { MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: LaunchTemplate } } }
    : { LaunchTemplate };
};

export type RefreshOptions = {
  readonly warmupSeconds: number | undefined;
  /** Another version of the launch template than the group's own. */
  readonly version?: number;
};

/**
 * Begins to replace every instance: a new one is in service before an old one goes.
 * @throws Failure REFRESH_IN_PROGRESS
 */
export const startRefresh = async (
  autoScaling: AutoScalingClient,
  AutoScalingGroupName: string,
  group: Group,
  { warmupSeconds, version }: RefreshOptions,
): Promise<string> => {
  const template = group.template;
  try {
    const { InstanceRefreshId = '' } = await autoScaling.send(
      new StartInstanceRefreshCommand({
        AutoScalingGroupName,
        Strategy: 'Rolling',
        ...(version === undefined || !template
          ? {}
          : {
              DesiredConfiguration: buildConfiguration(group, {
                id: template.id,
                version: String(version),
              }),
            }),
        Preferences: {
          MinHealthyPercentage: 100,
          // As a deploy does: one more than there are, at a time, in a fleet of up to ten.
          MaxHealthyPercentage: 110,
          ...(warmupSeconds === undefined ? {} : { InstanceWarmup: warmupSeconds }),
          SkipMatching: false,
          // Otherwise it waits an hour for what drainInstance keeps to be looked at, then fails.
          StandbyInstances: 'Ignore',
          ScaleInProtectedInstances: 'Refresh',
        },
      }),
    );
    return InstanceRefreshId;
  } catch (error) {
    throw error instanceof InstanceRefreshInProgressFault ? inProgress(error) : error;
  }
};

/** Stops a replacement. @throws Failure NO_REFRESH when none is under way */
export const cancelRefresh = async (
  autoScaling: AutoScalingClient,
  AutoScalingGroupName: string,
): Promise<string> => {
  try {
    const { InstanceRefreshId = '' } = await autoScaling.send(
      new CancelInstanceRefreshCommand({ AutoScalingGroupName }),
    );
    return InstanceRefreshId;
  } catch (error) {
    if (!(error instanceof ActiveInstanceRefreshNotFoundFault)) throw error;
    throw noRefresh(error);
  }
};

export const noRefresh = (cause?: unknown): Failure =>
  new Failure(
    'NO_REFRESH',
    'No replacement of the fleet is under way',
    'Nothing to do; {"action": "status"} has the last one.',
    cause,
  );
