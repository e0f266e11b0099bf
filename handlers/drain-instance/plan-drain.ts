import { Failure } from '../shared/failure.ts';
import { type Group, type GroupInstance, serves } from '../shared/storefront-group.ts';
import type { DrainInstanceEvent } from './event.ts';

export type Drain =
  | { readonly kind: 'terminate' | 'keep' | 'return'; readonly text: string }
  /** It is as asked for already, or on the way. */
  | { readonly kind: 'nothing'; readonly text: string };

type Asked = Pick<DrainInstanceEvent, 'instanceId' | 'keep' | 'return'>;

const refuse = (code: string, message: string, advice: string): never => {
  throw new Failure(code, message, advice);
};

/** @throws Failure INSTANCE_UNKNOWN */
const getInstance = ({ instances }: Group, instanceId: string): GroupInstance => {
  const serving = instances.map(({ id }) => id).join(', ') || 'none';
  return (
    instances.find(({ id }) => id === instanceId) ??
    refuse(
      'INSTANCE_UNKNOWN',
      `${instanceId} is no instance of this stage's storefront`,
      `There are: ${serving}.`,
    )
  );
};

/** Half of the fleet and at least one have to serve on. */
const checkOthers = ({ instances, size }: Group, { id }: GroupInstance): void => {
  const others = instances.filter((it) => it.id !== id && serves(it)).length;
  const needed = Math.max(1, Math.ceil(size.desired / 2));
  if (others >= needed) return;
  refuse(
    'FLEET_TOO_SMALL',
    `Without ${id}, ${others} of ${size.desired} instances would serve, and ${needed} have to`,
    'Wait until more are in service, or raise the desired capacity first: aws autoscaling set-desired-capacity.',
  );
};

const planReturn = ({ size }: Group, { id, state }: GroupInstance): Drain => {
  if (state === 'InService' || state.startsWith('Pending')) {
    return { kind: 'nothing', text: `${id} is ${state} already` };
  }
  if (state !== 'Standby') {
    return refuse(
      'INSTANCE_NOT_KEPT',
      `${id} is ${state}, and only one in Standby returns`,
      'Nothing to do: the group has replaced it.',
    );
  }
  if (size.desired >= size.max) {
    return refuse(
      'FLEET_FULL',
      `The group has ${size.desired} instances and may have no more; ${id} would be one more`,
      'End it instead: the same event without "return".',
    );
  }
  return { kind: 'return', text: `${id} goes back into service beside ${size.desired} others` };
};

/**
 * What an event asks for, as the group is.
 * @throws Failure INSTANCE_UNKNOWN, INSTANCE_NOT_KEPT, INSTANCE_STARTING, DEPLOY_UNDER_WAY,
 *   FLEET_FULL, FLEET_TOO_SMALL
 */
export const planDrain = (group: Group, event: Asked): Drain => {
  const instance = getInstance(group, event.instanceId);
  const { id, state } = instance;
  if (state.startsWith('Terminat')) return { kind: 'nothing', text: `${id} is ${state} already` };
  if (event.return) return planReturn(group, instance);
  if (event.keep && (state === 'Standby' || state === 'EnteringStandby')) {
    return { kind: 'nothing', text: `${id} is ${state} already` };
  }
  if (group.isDeploying) {
    refuse(
      'DEPLOY_UNDER_WAY',
      'A deploy is replacing the instances right now',
      'Wait until it has ended: it may have replaced this one.',
    );
  }
  if (event.keep && state !== 'InService') {
    refuse('INSTANCE_STARTING', `${id} is ${state}: it serves nobody yet`, 'Wait until it does.');
  }
  if (serves(instance)) checkOthers(group, instance);
  if (event.keep) {
    return { kind: 'keep', text: `${id} leaves service, is kept, and another takes its place` };
  }
  return state === 'Standby'
    ? { kind: 'terminate', text: `${id}, which is kept, ends` }
    : { kind: 'terminate', text: `${id} leaves service, then ends, and another takes its place` };
};
