import { describe, expect, it } from '@jest/globals';
import { StaleCache } from '../../../storefront/cache/stale-cache.ts';

const createCache = (maxBytes = 100_000) => {
  const clock = { nowMs: 0 };
  const errors: unknown[] = [];
  const cache = new StaleCache<{ text: string }>(
    {
      maxBytes,
      sizeOf: ({ text }) => text.length,
      freshMs: 10,
      staleMs: 30,
      onLoadError: (error) => errors.push(error),
    },
    () => clock.nowMs,
  );
  return { cache, clock, errors };
};

const value = (text: string) => async () => ({ text });
const failing = async () => {
  throw new Error('database away');
};

describe('StaleCache', () => {
  it('loads once and serves the value while it is fresh', async () => {
    const { cache, clock } = createCache();
    await cache.get('key', value('first'));
    clock.nowMs = 10;

    expect(await cache.get('key', value('second'))).toEqual({
      value: { text: 'first' },
      outcome: 'hit',
    });
  });

  it('serves a stale value and loads the next one behind it', async () => {
    const { cache, clock } = createCache();
    await cache.get('key', value('first'));
    clock.nowMs = 11;

    expect(await cache.get('key', value('second'))).toEqual({
      value: { text: 'first' },
      outcome: 'stale',
    });
    await new Promise(setImmediate);
    expect(await cache.get('key', value('third'))).toEqual({
      value: { text: 'second' },
      outcome: 'hit',
    });
  });

  it('waits for a new value when the old one is too old', async () => {
    const { cache, clock } = createCache();
    await cache.get('key', value('first'));
    clock.nowMs = 31;

    expect(await cache.get('key', value('second'))).toEqual({
      value: { text: 'second' },
      outcome: 'miss',
    });
  });

  it('counts the age of a value from the start of its load', async () => {
    const { cache, clock } = createCache();
    await cache.get('key', async () => {
      clock.nowMs = 31;
      return { text: 'slow' };
    });

    expect((await cache.get('key', value('second'))).outcome).toBe('miss');
  });

  it('runs one load of a key at a time', async () => {
    const { cache } = createCache();
    let loads = 0;
    const load = async () => {
      loads += 1;
      await new Promise(setImmediate);
      return { text: 'loaded' };
    };

    await Promise.all(Array.from({ length: 20 }, () => cache.get('key', load)));

    expect(loads).toBe(1);
  });

  it('serves the last value of any age when loading fails, and reports the failure', async () => {
    const { cache, clock, errors } = createCache();
    await cache.get('key', value('first'));
    clock.nowMs = 1_000_000;

    expect(await cache.get('key', failing)).toEqual({ value: { text: 'first' }, outcome: 'stale' });
    expect(errors).toEqual([new Error('database away')]);
  });

  it('fails when there is no value of any age, and tries again the next time', async () => {
    const { cache } = createCache();

    await expect(cache.get('key', failing)).rejects.toThrow('database away');
    expect((await cache.get('key', value('back'))).value).toEqual({ text: 'back' });
  });

  it('keeps within its size by dropping what was used least recently', async () => {
    const { cache } = createCache(1_000);
    await cache.get('a', value('x'.repeat(300)));
    await cache.get('b', value('x'.repeat(300)));

    expect((await cache.get('a', value('again'))).outcome).toBe('miss');
  });
});
