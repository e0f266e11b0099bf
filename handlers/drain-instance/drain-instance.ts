import {
  type AutoScalingClient,
  EnterStandbyCommand,
  ExitStandbyCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import type { Limits } from '../shared/build-handler.ts';
import { maintain } from '../shared/maintain.ts';
import { getGroup } from '../shared/storefront-group.ts';
import type { DrainInstanceEvent } from './event.ts';
import { type Drain, planDrain } from './plan-drain.ts';
import { type DrainState, readDrainState } from './read-drain-state.ts';
import type { Services } from './services.ts';

export type DrainInstanceResult = {
  readonly outcome: 'begun' | 'unchanged' | 'planned' | 'status';
  readonly summary: string;
  readonly instanceId: string;
  readonly keep: boolean;
  readonly return: boolean;
} & Partial<DrainState>;

const carryOut = async (
  autoScaling: AutoScalingClient,
  AutoScalingGroupName: string,
  kind: Exclude<Drain['kind'], 'nothing'>,
  instanceId: string,
): Promise<void> => {
  const InstanceIds = [instanceId];
  switch (kind) {
    case 'keep':
      await autoScaling.send(
        new EnterStandbyCommand({
          AutoScalingGroupName,
          InstanceIds,
          ShouldDecrementDesiredCapacity: false,
        }),
      );
      return;
    case 'return':
      await autoScaling.send(new ExitStandbyCommand({ AutoScalingGroupName, InstanceIds }));
      return;
    case 'terminate':
      // The load balancer stops sending to it and waits for its requests first.
      await autoScaling.send(
        new TerminateInstanceInAutoScalingGroupCommand({
          InstanceId: instanceId,
          ShouldDecrementDesiredCapacity: false,
        }),
      );
  }
};

const drain = async (
  event: DrainInstanceEvent,
  { autoScaling, config }: Services,
): Promise<DrainInstanceResult> => {
  const group = await getGroup(autoScaling, config.GROUP_NAME);
  const { kind, text } = planDrain(group, event);
  const about = { instanceId: event.instanceId, keep: event.keep, return: event.return };
  if (event.dryRun) return { outcome: 'planned', summary: `Would do: ${text}`, ...about };
  if (kind === 'nothing') return { outcome: 'unchanged', summary: text, ...about };
  await carryOut(autoScaling, config.GROUP_NAME, kind, event.instanceId);
  return { outcome: 'begun', summary: text, ...about };
};

const look = async (
  event: DrainInstanceEvent,
  { autoScaling, config }: Services,
): Promise<DrainInstanceResult> => {
  const group = await getGroup(autoScaling, config.GROUP_NAME);
  const state = readDrainState(group, event);
  const { instanceId, keep } = event;
  const summary = `${instanceId} is ${state.state}; ${state.inService} of ${state.desired} instances in service`;
  return { outcome: 'status', summary, instanceId, keep, return: event.return, ...state };
};

const byHand = maintain({ job: 'drain-instance', hurts: (event) => !event.return }, drain);

/** Takes one instance out of service without failing a request; or says how far that is. */
export const drainInstance = (
  event: DrainInstanceEvent,
  services: Services,
  limits: Limits,
): Promise<DrainInstanceResult> =>
  event.status ? look(event, services) : byHand(event, services, limits);
