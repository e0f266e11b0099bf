import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import { type OperationsBench, startOperationsBench } from './operations-bench.ts';

let bench: OperationsBench;
beforeAll(async () => {
  bench = await startOperationsBench();
});
afterAll(() => bench.stop());

const now = () => new Date('2026-11-22T23:00:00Z');

describe("the operations' table", () => {
  it('keeps entries until they expire', async () => {
    const table = await bench.createTable(now);
    const key = { pk: 'a', sk: 'b' };

    await table.putAll([{ key, value: { count: 1, gone: undefined }, keepSeconds: 60 }]);

    const found = await table.find(key, z.looseObject({}));
    expect(found).toEqual({ ...key, count: 1, expiresAt: now().getTime() / 1_000 + 60 });
    expect(await table.find({ pk: 'a', sk: 'c' }, z.looseObject({}))).toBeUndefined();
  });

  it('gives nothing rather than what has another form', async () => {
    const table = await bench.createTable(now);
    const key = { pk: 'a', sk: 'b' };
    await table.putAll([{ key, value: { count: 'many' }, keepSeconds: 60 }]);

    expect(await table.find(key, z.object({ count: z.number() }))).toBeUndefined();
  });

  it('puts several entries together', async () => {
    const table = await bench.createTable(now);
    const entry = (sk: string) => ({ key: { pk: 'a', sk }, value: {}, keepSeconds: 60 });

    await table.putAll([entry('1'), entry('2')]);

    expect(await table.find({ pk: 'a', sk: '1' }, z.object({}))).toBeDefined();
    expect(await table.find({ pk: 'a', sk: '2' }, z.object({}))).toBeDefined();
  });

  it('leases to one at a time, until it is given back or over', async () => {
    const table = await bench.createTable(now);
    const until = now().getTime() + 1_000;

    const taken = await Promise.all(
      ['a', 'b', 'c'].map((owner) => table.takeLease('job', owner, until)),
    );
    const owner = ['a', 'b', 'c'][taken.indexOf(true)] ?? '';
    await table.releaseLease('job', 'somebody else');
    const whileHeld = await table.takeLease('job', 'd', until);
    await table.releaseLease('job', owner);
    const afterwards = await table.takeLease('job', 'd', now().getTime() - 1);
    const afterItsEnd = await table.takeLease('job', 'e', until);

    expect(taken.filter(Boolean)).toHaveLength(1);
    expect([whileHeld, afterwards, afterItsEnd]).toEqual([false, true, true]);
  });
});
