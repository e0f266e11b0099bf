import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkBackupEvent } from '../../../handlers/check-backup/event.ts';
import { verifyBackupEvent } from '../../../handlers/verify-backup/event.ts';
import { operation } from '../../../handlers/verify-backup/operation.ts';
import { packageVariant } from '../../support/template/package-stage.ts';
import {
  edgesOf,
  knownIn,
  payloadOf,
  reachable,
  readBy,
  type StateMachine,
  stateMachine,
} from './states.ts';

let machine: StateMachine;

beforeAll(async () => {
  const { Resources } = await packageVariant('dev');
  const properties = Object(Resources['BackupDrill']?.Properties);
  machine = stateMachine.parse(properties.Definition);
});

const tasks = () => Object.entries(machine.States).filter(([, { Type }]) => Type === 'Task');
const ends = (names: ReadonlySet<string>) =>
  [...names].filter((name) => ['Succeed', 'Fail'].includes(machine.States[name]?.Type ?? ''));

describe('the state machine of the drill', () => {
  it('has no state that no path comes to, and no path to a state that there is not', () => {
    expect([...reachable(machine, machine.StartAt)].sort()).toEqual(
      Object.keys(machine.States).sort(),
    );
    for (const one of Object.values(machine.States)) {
      for (const { to } of edgesOf(one)) expect(Object.keys(machine.States)).toContain(to);
    }
  });

  it('is followed step by step, each with its share of the progress', () => {
    const steps = Object.entries(machine.States).flatMap(([step, { Type }]) =>
      ['Pass', 'Succeed', 'Fail'].includes(Type) ? [] : [step],
    );
    const percents = steps.map((step) => ({
      step,
      ...operation.readProgress?.({ status: 'RUNNING', summary: 'under way', step }),
    }));

    expect(steps.length).toBeGreaterThan(10);
    expect(percents.filter(({ percent = 0 }) => percent <= 0 || percent >= 100)).toEqual([]);
  });

  it('ends nowhere without clean-up and report, once something may have been made', () => {
    for (const passedBy of ['CleanUp', 'Report']) {
      expect(ends(reachable(machine, 'Restore', [passedBy]))).toEqual([]);
      expect(ends(reachable(machine, 'Begin', [passedBy]))).toEqual(['Busy']);
    }
  });

  it('goes from every step to the clean-up whatever error there was, and from there to the report', () => {
    const ways = tasks().map(([name, { Catch }]) => [
      name,
      Catch.filter(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')).map(({ Next }) => Next),
    ]);

    expect(Object.fromEntries(ways)).toEqual({
      Begin: ['CleanUp'],
      Restore: ['CleanUp'],
      LookAtCopy: ['CleanUp'],
      SetPassword: ['CleanUp'],
      LookAtPassword: ['CleanUp'],
      Check: ['CleanUp'],
      CleanUp: ['Report'],
      Report: ['Unreported'],
    });
  });

  it('knows in every state what that reads, by whatever path it came there', () => {
    const known = knownIn(machine);
    const unknown = Object.entries(machine.States).flatMap(([name, one]) =>
      readBy(one)
        .filter((key) => !known.get(name)?.has(key))
        .map((key) => `${name} reads ${key}`),
    );

    expect(unknown).toEqual([]);
  });

  it('forgets nothing: each step adds what it was answered', () => {
    for (const [name, { ResultPath }] of tasks()) {
      expect([name, ResultPath]).toEqual([name, expect.stringMatching(/^\$\.\w+$/)]);
    }
  });

  it('sends events that the functions take', () => {
    const values: Readonly<Record<string, unknown>> = {
      '$$.Execution.Name': 'b0a4',
      '$$.Execution.StartTime': '2026-11-28T10:00:00.000Z',
      '$$.Execution.Input': { scheduledAt: '2026-11-28T10:00:00Z' },
      '$.begin.answer': { outcome: 'begun', id: 'it', isGiven: false, waitSeconds: 60 },
      $: { error: { Error: 'Failure', Cause: '{}' }, cleanUp: {} },
    };
    for (const [name, one] of tasks()) {
      const schema = name === 'Check' ? checkBackupEvent : verifyBackupEvent;
      const parsed = schema.safeParse(payloadOf(one, (path) => values[path]));

      expect([name, parsed.error?.message]).toEqual([name, undefined]);
    }
  });
});
