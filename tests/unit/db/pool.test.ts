import { describe, expect, it } from '@jest/globals';
import { DatabaseUnavailable } from '../../../storefront/db/database-unavailable.ts';
import { Pool, type Poolable } from '../../../storefront/db/mysql/pool.ts';

class FakeSession implements Poolable {
  readonly openedAt = performance.now();
  readonly #closed = Promise.withResolvers<void>();
  readonly closed = this.#closed.promise;
  isBroken = false;
  isEnded = false;
  failure: unknown;

  destroy(error: unknown): void {
    this.isBroken = true;
    this.failure = error;
    this.#closed.resolve();
  }

  async end(): Promise<void> {
    this.isBroken = true;
    this.isEnded = true;
    this.#closed.resolve();
  }
}

const createPool = ({ size = 2, queueLimit = 10, acquireTimeoutMs = 60_000 } = {}) => {
  const opened: FakeSession[] = [];
  const state = { failure: undefined as unknown, isStuck: false };
  const pool = new Pool<FakeSession>({
    endpoint: 'writer',
    size,
    queueLimit,
    acquireTimeoutMs,
    open: async (signal) => {
      if (state.isStuck) {
        await new Promise((_, reject) => {
          signal.addEventListener('abort', () => reject(new Error('aborted')));
        });
      }
      if (state.failure) throw state.failure;
      const session = new FakeSession();
      opened.push(session);
      return session;
    },
  });
  return { pool, opened, state };
};

const busy = { name: 'DatabaseUnavailable', endpoint: 'writer', reason: 'busy' };
const gone = new DatabaseUnavailable('writer', 'no-answer');

describe('a pool', () => {
  it('opens no more connections than it may, and serves who waits in order', async () => {
    const { pool, opened } = createPool({ size: 2 });
    const [one, two] = [await pool.acquire(), await pool.acquire()];
    const served: string[] = [];
    const third = pool.acquire().then(() => served.push('third'));
    const fourth = pool.acquire().then(() => served.push('fourth'));

    pool.release(two);
    await third;
    pool.release(one);
    await fourth;

    expect(served).toEqual(['third', 'fourth']);
    expect(opened).toHaveLength(2);
  });

  it('refuses at once who would be one too many to wait', async () => {
    const { pool } = createPool({ size: 1, queueLimit: 1 });
    const first = await pool.acquire();
    const second = pool.acquire();

    await expect(pool.acquire()).rejects.toMatchObject(busy);
    pool.release(first);
    await expect(second).resolves.toBe(first);
  });

  it('lets nobody wait longer than told', async () => {
    const { pool } = createPool({ size: 1, acquireTimeoutMs: 1 });
    const first = await pool.acquire();

    await expect(pool.acquire()).rejects.toMatchObject(busy);
    pool.release(first);
    await expect(pool.acquire()).resolves.toBe(first);
  });

  it('does not use a connection again that was broken, in use or idle', async () => {
    const { pool, opened } = createPool({ size: 1 });
    const first = await pool.acquire();
    first.destroy(gone);
    pool.release(first);
    const second = await pool.acquire();
    pool.release(second);
    second.destroy(gone);

    const third = await pool.acquire();

    expect(opened).toEqual([first, second, third]);
    expect(third.isBroken).toBe(false);
  });

  it('tells each who waits why no connection could be made', async () => {
    const { pool, state } = createPool({ size: 1 });
    state.failure = new DatabaseUnavailable('writer', 'refused');

    const results = await Promise.allSettled([pool.acquire(), pool.acquire(), pool.acquire()]);

    expect(results.map((result) => result.status === 'rejected' && result.reason.reason)).toEqual([
      'refused',
      'refused',
      'refused',
    ]);
    state.failure = undefined;
    await expect(pool.acquire()).resolves.toBeInstanceOf(FakeSession);
  });

  it('renewed, lets connections in use finish, and uses new ones only', async () => {
    const { pool } = createPool({ size: 2 });
    const [used, idle] = [await pool.acquire(), await pool.acquire()];
    pool.release(idle);

    pool.renew();

    expect([idle.isEnded, used.isEnded]).toEqual([true, false]);
    const next = await pool.acquire();
    expect([used, idle]).not.toContain(next);
    pool.release(used);
    expect(used.isEnded).toBe(true);
  });

  it('abandoned, fails all who use or await a connection, and begins anew', async () => {
    const { pool, state } = createPool({ size: 2 });
    const used = await pool.acquire();
    state.isStuck = true;
    const waiting = Promise.allSettled([pool.acquire(), pool.acquire()]);

    pool.abandon(gone);
    state.isStuck = false;

    expect(await waiting).toEqual([
      { status: 'rejected', reason: gone },
      { status: 'rejected', reason: gone },
    ]);
    expect(used.failure).toBe(gone);
    pool.release(used);
    const fresh = [await pool.acquire(), await pool.acquire()];
    expect(fresh).not.toContain(used);
  });

  it('remembers how many have waited at most', async () => {
    const { pool } = createPool({ size: 1 });
    const first = await pool.acquire();
    const waiting = [pool.acquire(), pool.acquire()];
    pool.takePeakWaiting();
    const more = pool.acquire();
    pool.release(first);
    for (const next of waiting) pool.release(await next);
    pool.release(await more);

    expect([pool.takePeakWaiting(), pool.takePeakWaiting()]).toEqual([3, 0]);
  });

  it('closed, ends idle connections at once and the others when they are released', async () => {
    const { pool } = createPool({ size: 2 });
    const [used, idle] = [await pool.acquire(), await pool.acquire()];
    pool.release(idle);

    const closed = pool.close();
    const isUsedEnded = used.isEnded;
    pool.release(used);
    await closed;

    expect([idle.isEnded, isUsedEnded, used.isEnded]).toEqual([true, false, true]);
    await expect(pool.acquire()).rejects.toMatchObject({ reason: 'lost' });
  });
});
