import { describe, expect, it } from '@jest/globals';
import type { Incident } from '../../../../handlers/alarm-to-slack/incidents/incident.ts';
import {
  type Plan,
  planAlarmChange,
} from '../../../../handlers/alarm-to-slack/incidents/plan-alarm-change.ts';
import type { AlarmState } from '../../../../handlers/alarm-to-slack/read/alarm-change.ts';

const minute = (count: number) => new Date(Date.UTC(2026, 10, 22, 18) + count * 60_000);

/** Plans one change after another, each with what the one before left behind. */
const play = (...changes: readonly (readonly [minutes: number, state: AlarmState])[]) => {
  let incident: Incident | undefined;
  const plans: Plan[] = [];
  for (const [minutes, state] of changes) {
    const plan = planAlarmChange(incident, { state, at: minute(minutes), measured: `${minutes}` });
    incident = plan.next ?? incident;
    plans.push(plan);
  }
  return { incident, told: plans.map(({ root, reply }) => [root, reply]) };
};

describe("an alarm's changes", () => {
  it('are a message, then replies, and the message turns green', () => {
    const { told, incident } = play([0, 'ALARM'], [12, 'OK']);

    expect(told).toEqual([
      ['post', undefined],
      ['edit', 'recovered'],
    ]);
    expect(incident).toMatchObject({ state: 'OK', openedAt: minute(0), changedAt: minute(12) });
  });

  it('go on in the same thread within half an hour, and in a new one after it', () => {
    expect(play([0, 'ALARM'], [5, 'OK'], [20, 'ALARM']).told.at(-1)).toEqual(['edit', 'again']);
    expect(play([0, 'ALARM'], [5, 'OK'], [35, 'ALARM']).told.at(-1)).toEqual(['post', undefined]);
  });

  it('are muted while it flaps, though the message keeps showing the truth', () => {
    const { told, incident } = play(
      [0, 'ALARM'],
      [2, 'OK'],
      [4, 'ALARM'],
      [6, 'OK'],
      [8, 'ALARM'],
      [10, 'OK'],
      [12, 'ALARM'],
    );

    expect(told.slice(3)).toEqual([
      ['edit', 'recovered'],
      ['edit', 'flapping'],
      ['edit', undefined],
      ['edit', undefined],
    ]);
    expect(incident).toMatchObject({ state: 'ALARM', isFlapping: true });
  });

  it('are told again once it is calm', () => {
    const { told, incident } = play(
      [0, 'ALARM'],
      [2, 'OK'],
      [4, 'ALARM'],
      [6, 'OK'],
      [8, 'ALARM'],
      [45, 'OK'],
    );

    expect(told.at(-1)).toEqual(['edit', 'recovered']);
    expect(incident?.isFlapping).toBe(false);
  });

  it('are told once when the same state comes again', () => {
    expect(play([0, 'ALARM'], [1, 'ALARM']).told.at(-1)).toEqual(['none', undefined]);
  });

  it('say when there is no data, and the alarm stays open', () => {
    const { told } = play([0, 'ALARM'], [3, 'INSUFFICIENT_DATA'], [5, 'OK']);

    expect(told.slice(1)).toEqual([
      ['edit', 'no-data'],
      ['edit', 'recovered'],
    ]);
  });
});

describe('a recovery of nothing', () => {
  it('is what every new alarm begins with: nobody is told', () => {
    expect(play([0, 'OK']).told).toEqual([['none', undefined]]);
  });

  it('does not keep a later alarm from being told', () => {
    expect(play([0, 'OK'], [1, 'ALARM']).told.at(-1)).toEqual(['post', undefined]);
  });
});

describe('changes out of order', () => {
  it('an alarm after its own recovery is told as over', () => {
    const { told, incident } = play([10, 'OK'], [2, 'ALARM']);

    expect(told.at(-1)).toEqual(['post', undefined]);
    expect(incident).toMatchObject({ state: 'OK', openedAt: minute(2), changedAt: minute(10) });
  });

  it('an older alarm is told late in the thread, and changes nothing else', () => {
    const { told, incident } = play([10, 'ALARM'], [12, 'OK'], [11, 'ALARM']);

    expect(told.at(-1)).toEqual(['none', 'late']);
    expect(incident).toMatchObject({ state: 'OK', changedAt: minute(12) });
  });

  it('an older recovery is nothing to tell', () => {
    const { told, incident } = play([10, 'ALARM'], [9, 'OK']);

    expect(told.at(-1)).toEqual(['none', undefined]);
    expect(incident?.state).toBe('ALARM');
  });
});
