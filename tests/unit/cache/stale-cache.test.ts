import { describe, expect, it } from '@jest/globals';
import type { Entry, Version } from '../../../storefront/cache/entry.ts';
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

type Text = { text: string };

/** A cache that is told of changes, over a tier that another process may have filled. */
const createVersioned = (first: Version = { all: 'one', own: undefined }) => {
  const state = { nowMs: 1_000, version: first, loadedSince: 0 };
  const tier = new Map<string, Entry<Text>>();
  const errors: unknown[] = [];
  const cache = new StaleCache<Text>(
    {
      maxBytes: 100_000,
      sizeOf: ({ text }) => text.length,
      freshMs: 10,
      staleMs: 30,
      onLoadError: (error) => errors.push(error),
      versions: { of: () => state.version, loadedSince: () => state.loadedSince },
      shared: {
        find: async (key) => tier.get(key),
        offer: (key, entry) => void tier.set(key, entry),
      },
    },
    () => state.nowMs,
  );
  return { cache, state, tier, errors };
};

const loadedAt = (ms: number, version: Version = { all: 'one', own: undefined }): Entry<Text> => ({
  value: { text: 'from another process' },
  loadedAt: ms,
  version,
});

describe('StaleCache, when data change', () => {
  it.each<[string, Version]>([
    ['everything', { all: 'two', own: undefined }],
    ['what the key is about', { all: 'one', own: 'moved' }],
  ])('waits for a new value of data that have changed: %s', async (_what, version) => {
    const { cache, state } = createVersioned();
    await cache.get('key', value('first'));
    state.version = version;

    expect(await cache.get('key', value('second'))).toMatchObject({ value: { text: 'second' } });
    expect(await cache.get('key', value('third'))).toMatchObject({ value: { text: 'second' } });
  });

  it('goes on with a value whose change is so old that nobody knows of it any more', async () => {
    const { cache, state } = createVersioned({ all: 'one', own: 'moved' });
    await cache.get('key', value('first'));
    state.version = { all: 'one', own: undefined };

    expect((await cache.get('key', value('second'))).outcome).toBe('hit');
  });

  it('loads once more what may have been read from a server that was behind', async () => {
    const { cache, state } = createVersioned();
    await cache.get('key', value('first'));
    state.nowMs = 1_005;
    state.loadedSince = 1_005;

    expect((await cache.get('key', value('second'))).value).toEqual({ text: 'second' });
    expect((await cache.get('key', value('third'))).outcome).toBe('hit');
  });

  it('does not take a load that began before the change, and still runs one at a time', async () => {
    const { cache, state } = createVersioned();
    const gate = Promise.withResolvers<Text>();
    let running = 0;
    let most = 0;
    const load = (loaded: Promise<Text>) => async () => {
      running += 1;
      most = Math.max(most, running);
      return loaded.finally(() => {
        running -= 1;
      });
    };
    const before = cache.get('key', load(gate.promise));
    await new Promise(setImmediate);
    state.version = { all: 'two', own: undefined };
    const after = [1, 2].map(() => cache.get('key', load(value('second')())));
    gate.resolve({ text: 'first' });

    expect((await before).value).toEqual({ text: 'first' });
    for (const one of after) expect((await one).value).toEqual({ text: 'second' });
    expect((await cache.get('key', value('third'))).value).toEqual({ text: 'second' });
    expect(most).toBe(1);
  });

  it('serves data that have changed when they cannot be loaded', async () => {
    const { cache, state, errors } = createVersioned();
    await cache.get('key', value('first'));
    state.version = { all: 'two', own: undefined };

    expect(await cache.get('key', failing)).toEqual({ value: { text: 'first' }, outcome: 'stale' });
    expect(errors).toHaveLength(1);
  });
});

describe('StaleCache, over a shared tier', () => {
  it('takes a fresh value of another process, with its age', async () => {
    const { cache, state, tier } = createVersioned();
    tier.set('key', loadedAt(995));

    const first = await cache.get('key', failing);
    state.nowMs = 1_005;
    const fresh = await cache.get('key', failing);
    state.nowMs = 1_006;
    const stale = await cache.get('key', value('own'));

    expect([first.outcome, fresh.outcome, stale.outcome]).toEqual(['shared', 'hit', 'stale']);
    expect(stale.value).toEqual({ text: 'from another process' });
  });

  it('serves a stale value of another process and loads the next one behind it', async () => {
    const { cache, tier } = createVersioned();
    tier.set('key', loadedAt(980));

    const first = await cache.get('key', value('own'));
    await new Promise(setImmediate);
    const second = await cache.get('key', failing);

    expect(first).toEqual({ value: { text: 'from another process' }, outcome: 'stale' });
    expect(second).toEqual({ value: { text: 'own' }, outcome: 'hit' });
  });

  it.each<[string, Entry<Text>]>([
    ['too old', loadedAt(969)],
    ['of other data', loadedAt(1_000, { all: 'other', own: undefined })],
    ['of an earlier state of what the key is about', loadedAt(1_000)],
  ])('loads when the value of another process is %s', async (_what, entry) => {
    const { cache, tier } = createVersioned({ all: 'one', own: 'moved' });
    tier.set('key', entry);

    expect(await cache.get('key', value('own'))).toEqual({
      value: { text: 'own' },
      outcome: 'miss',
    });
    expect(tier.get('key')?.value).toEqual({ text: 'own' });
  });

  it('takes nothing of others while nobody knows whether data have changed', async () => {
    const { cache, tier } = createVersioned({ all: undefined, own: undefined });
    tier.set('key', loadedAt(1_000));

    expect((await cache.get('key', value('own'))).outcome).toBe('miss');
  });

  it('serves a value of another process, however old, when its own load fails', async () => {
    const { cache, tier, errors } = createVersioned();
    tier.set('key', loadedAt(0, { all: 'other', own: undefined }));

    expect(await cache.get('key', failing)).toEqual({
      value: { text: 'from another process' },
      outcome: 'stale',
    });
    expect(errors).toEqual([new Error('database away')]);
  });
});
