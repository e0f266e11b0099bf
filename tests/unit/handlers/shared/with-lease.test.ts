import { describe, expect, it } from '@jest/globals';
import { withLease } from '../../../../handlers/shared/with-lease.ts';

const buildTable = () => {
  const held = new Map<string, { owner: string; untilMs: number }>();
  let nowMs = 1_000_000;
  return {
    held,
    now: () => new Date(nowMs),
    sleep: async (ms: number) => {
      nowMs += ms;
    },
    table: {
      takeLease: async (name: string, owner: string, untilMs: number) => {
        const current = held.get(name);
        if (current && current.untilMs >= nowMs) return false;
        held.set(name, { owner, untilMs });
        return true;
      },
      releaseLease: async (name: string, owner: string) => {
        if (held.get(name)?.owner === owner) held.delete(name);
      },
    },
  };
};

const limits = { holdMs: 60_000, waitMs: 5_000 };

describe('a lease', () => {
  it('is given back after the work, whether it ended well or not', async () => {
    const services = buildTable();

    const result = await withLease(services, 'a', limits, async () => services.held.has('a'));
    const failing = withLease(services, 'a', limits, () => Promise.reject(new Error('no')));

    expect(result).toBe(true);
    await expect(failing).rejects.toThrow('no');
    expect(services.held.size).toBe(0);
  });

  it('is waited for, and given up with a failure that says so', async () => {
    const services = buildTable();
    services.held.set('a', { owner: 'other', untilMs: services.now().getTime() + 60_000 });

    const waiting = withLease(services, 'a', limits, async () => 'done');

    await expect(waiting).rejects.toMatchObject({ code: 'BUSY' });
    expect(services.held.get('a')?.owner).toBe('other');
  });

  it('of a killed process ends by itself', async () => {
    const services = buildTable();
    services.held.set('a', { owner: 'killed', untilMs: services.now().getTime() + 1_000 });

    await expect(withLease(services, 'a', limits, async () => 'done')).resolves.toBe('done');
  });
});
