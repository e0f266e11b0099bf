import { describe, expect, it } from '@jest/globals';
import { Failure } from '../../../handlers/shared/failure.ts';
import type { JobNews } from '../../../handlers/shared/job-news.ts';
import { type MaintenanceServices, maintain } from '../../../handlers/shared/maintain.ts';
import type { MaintenanceEvent } from '../../../handlers/shared/maintenance-event.ts';
import type { Entry } from '../../../handlers/shared/operations-table.ts';

const now = new Date('2026-03-04T12:00:00.000Z');
const limits = { signal: AbortSignal.timeout(60_000), remainingMs: () => 60_000 };
const result = { outcome: 'done', summary: 'Did it' };

const bench = (more: Partial<MaintenanceServices> = {}) => {
  const entries: Entry[] = [];
  const told: JobNews[] = [];
  const done: MaintenanceEvent[] = [];
  const services: MaintenanceServices = {
    config: { STAGE: 'prod' },
    table: { putAll: async (given) => void entries.push(...given) },
    tell: async (news) => {
      if (news.kind === 'news') told.push(news);
    },
    now: () => now,
    ...more,
  };
  const run = (
    event: Partial<MaintenanceEvent> = {},
    work: () => Promise<typeof result> = async () => result,
  ) =>
    maintain<MaintenanceEvent, MaintenanceServices, typeof result>(
      { job: 'break-things', hurts: () => true },
      async (given) => {
        done.push(given);
        return work();
      },
    )({ dryRun: false, confirm: 'prod', ...event }, services, limits);
  return { run, entries, told, done };
};

const outcomes = (entries: readonly Entry[]) => entries.map(({ value }) => value['outcome']);

describe('a confirmation', () => {
  it.each([
    ['missing', undefined, 'was not confirmed'],
    ['of another stage', 'dev', 'was confirmed for dev, and this is prod'],
    ['of another spelling', 'Prod', 'was confirmed for Prod'],
  ])('%s: nothing is done, recorded or told', async (_name, confirm, message) => {
    const { run, entries, told, done } = bench();

    await expect(run({ confirm })).rejects.toMatchObject({
      code: 'CONFIRMATION_MISSING',
      message: expect.stringContaining(message),
      advice: expect.stringContaining('"confirm": "prod"'),
    });
    expect([entries, told, done]).toEqual([[], [], []]);
  });

  it('is not asked for where nothing hurts', async () => {
    const work = maintain<MaintenanceEvent, MaintenanceServices, typeof result>(
      { job: 'look', hurts: () => false },
      async () => result,
    );

    expect(await work({ dryRun: false }, { ...harmless, now: () => now }, limits)).toEqual(result);
  });
});

const harmless: Omit<MaintenanceServices, 'now'> = {
  config: { STAGE: 'prod' },
  table: { putAll: async () => {} },
  tell: async () => {},
};

describe('a dry run', () => {
  it('needs no confirmation, and is neither recorded nor told', async () => {
    const { run, entries, told, done } = bench();

    expect(await run({ dryRun: true, confirm: undefined })).toBe(result);
    expect([entries, told]).toEqual([[], []]);
    expect(done).toHaveLength(1);
  });
});

describe('the record', () => {
  it('is written before and after, under one key, and says who asked for what', async () => {
    const { run, entries, told } = bench();

    await run({ by: 'ada' });

    expect(outcomes(entries)).toEqual(['begun', 'done']);
    const [begun, ended] = entries;
    expect(begun?.key).toEqual(ended?.key);
    expect(begun?.key.pk).toBe('audit#break-things');
    expect(begun?.key.sk).toMatch(/^2026-03-04T12:00:00\.000Z#[0-9a-f-]{36}$/);
    expect(ended?.value).toEqual({
      event: { dryRun: false, confirm: 'prod', by: 'ada' },
      by: 'ada',
      begunAt: now.toISOString(),
      endedAt: now.toISOString(),
      ...result,
    });
    expect(told).toMatchObject([
      { level: 'info', text: 'Did it', facts: [['Asked for by', 'ada']], job: 'break-things' },
    ]);
  });

  it('that cannot be written keeps the work from being done', async () => {
    const away = { putAll: () => Promise.reject(new Error('table away')) };
    const { run, told, done } = bench({ table: away });

    await expect(run()).rejects.toThrow('table away');
    expect([told, done]).toEqual([[], []]);
  });
});

describe('work that fails', () => {
  it.each([
    [new Failure('NO_READER', 'there is none', 'Wait.'), 'NO_READER: there is none'],
    [new Error('password=hunter2'), 'it failed; the log has the cause'],
  ])('is recorded, told and thrown again: %s', async (error, summary) => {
    const { run, entries, told } = bench();

    await expect(run({}, () => Promise.reject(error))).rejects.toBe(error);

    expect(outcomes(entries)).toEqual(['begun', 'failed']);
    expect(entries[1]?.value).toMatchObject({ summary });
    expect(told).toMatchObject([{ level: 'warning', text: summary }]);
  });

  it('is thrown as it is where neither can be written nor told', async () => {
    let puts = 0;
    const { run } = bench({
      table: {
        putAll: async () => {
          puts += 1;
          if (puts === 2) throw new Error('table away');
        },
      },
      tell: () => Promise.reject(new Error('topic away')),
    });

    await expect(run({}, () => Promise.reject(new Error('the cause')))).rejects.toThrow(
      'the cause',
    );
  });
});

it('what was done and cannot be recorded any more has not failed, and says so', async () => {
  const entries: Entry[] = [];
  const putAll = async (given: readonly Entry[]) => {
    if (entries.length > 0) throw new Error('table away');
    entries.push(...given);
  };
  const { run, told } = bench({ table: { putAll } });

  expect(await run()).toEqual({ ...result, unrecorded: true });
  expect(outcomes(entries)).toEqual(['begun']);
  expect(told).toMatchObject([{ level: 'info', text: 'Did it' }]);
});

it('what cannot be told is done, and says so', async () => {
  const { run, entries } = bench({ tell: () => Promise.reject(new Error('topic away')) });

  expect(await run()).toEqual({ ...result, untold: true });
  expect(outcomes(entries)).toEqual(['begun', 'done']);
});
