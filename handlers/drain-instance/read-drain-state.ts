import { type Group, serves } from '../shared/storefront-group.ts';
import type { DrainInstanceEvent } from './event.ts';

export type DrainState = {
  /** Of the instance, as Auto Scaling has it; `gone` when the group knows it no longer. */
  readonly state: string;
  readonly inService: number;
  readonly desired: number;
  /** Whether the instance is where it should be, and the fleet as large as it should be. */
  readonly isOver: boolean;
};

type Asked = Pick<DrainInstanceEvent, 'instanceId' | 'keep' | 'return'>;

/** How far it is with what such an event has begun. */
export const readDrainState = (group: Group, event: Asked): DrainState => {
  const { inService, size } = group;
  const instance = group.instances.find(({ id }) => id === event.instanceId);
  const state = instance?.state ?? 'gone';
  const isThere = event.return
    ? instance !== undefined && serves(instance)
    : state === (event.keep ? 'Standby' : 'gone');
  return {
    state,
    inService,
    desired: size.desired,
    isOver: isThere && inService >= size.desired,
  };
};
