import { describe, expect, it } from '@jest/globals';
import { planDrain } from '../../../../handlers/drain-instance/plan-drain.ts';
import { readDrainState } from '../../../../handlers/drain-instance/read-drain-state.ts';
import { type Group, serves } from '../../../../handlers/shared/storefront-group.ts';

const buildGroup = (states: readonly string[], more: Partial<Group> = {}): Group => {
  const instances = states.map((text, index) => {
    const [state = '', ill] = text.split(' ');
    return { id: `i-${index}`, state, isHealthy: ill === undefined, version: '1' };
  });
  return {
    size: { min: 1, desired: states.length, max: 4 },
    instances,
    inService: instances.filter(serves).length,
    template: { id: 'lt-1', version: '1' },
    isMixed: false,
    isDeploying: false,
    ...more,
  };
};

const asked = { instanceId: 'i-0', keep: false, return: false };
const keep = { ...asked, keep: true };
const back = { ...asked, return: true };
const size = (desired: number, max = 4) => ({ size: { min: 1, desired, max } });

describe('an instance is', () => {
  it.each([
    ['ended', 'terminate', buildGroup(['InService', 'InService']), asked],
    [
      'ended when it is ill, though no other serves',
      'terminate',
      buildGroup(['InService ill', 'Pending']),
      asked,
    ],
    ['ended while it is kept', 'terminate', buildGroup(['Standby', 'InService'], size(1)), asked],
    ['kept', 'keep', buildGroup(['InService', 'InService']), keep],
    ['left when it is kept', 'nothing', buildGroup(['Standby', 'InService'], size(1)), keep],
    ['left when it is on its way', 'nothing', buildGroup(['Terminating:Wait', 'InService']), asked],
    ['returned', 'return', buildGroup(['Standby', 'InService'], size(1)), back],
    ['left when it serves', 'nothing', buildGroup(['InService']), back],
  ] as const)('%s', (_, kind, group, event) => {
    expect(planDrain(group, event).kind).toBe(kind);
  });
});

describe('it is refused', () => {
  it.each([
    ['FLEET_TOO_SMALL', buildGroup(['InService']), asked],
    ['FLEET_TOO_SMALL', buildGroup(['InService', 'InService ill']), asked],
    ['FLEET_TOO_SMALL', buildGroup(['InService', 'InService', 'Pending', 'Pending']), keep],
    ['INSTANCE_UNKNOWN', buildGroup([]), asked],
    ['DEPLOY_UNDER_WAY', buildGroup(['InService', 'InService'], { isDeploying: true }), asked],
    ['INSTANCE_STARTING', buildGroup(['Pending', 'InService']), keep],
    ['FLEET_FULL', buildGroup(['Standby', 'InService'], size(1, 1)), back],
    ['INSTANCE_NOT_KEPT', buildGroup(['Detached', 'InService']), back],
  ] as const)('%s', (code, group, event) => {
    expect(() => planDrain(group, event)).toThrow(expect.objectContaining({ code }));
  });
});

describe('it is over', () => {
  it.each([
    [
      'when it is gone and another serves',
      true,
      buildGroup(['InService'], size(1)),
      { ...asked, instanceId: 'i-9' },
    ],
    [
      'not while another is missing',
      false,
      buildGroup(['InService'], size(2)),
      { ...asked, instanceId: 'i-9' },
    ],
    ['not while it is there', false, buildGroup(['Terminating', 'InService'], size(1)), asked],
    ['when it is kept', true, buildGroup(['Standby', 'InService'], size(1)), keep],
    ['when it serves again', true, buildGroup(['InService', 'InService']), back],
  ] as const)('%s', (_, isOver, group, event) => {
    expect(readDrainState(group, event).isOver).toBe(isOver);
  });
});
