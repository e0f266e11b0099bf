import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullRun } from '../../support/full-run.ts';
import { type ShopWithAccounts, startShopWithAccounts } from './shop-with-accounts.ts';

const known = 'ada@example.com';
const unknown = 'eve@example.com';

/** All that a sender can see of an answer, without what differs between any two requests. */
const describeAnswer = async (response: Response, email: string) => {
  const headers = [...response.headers].filter(
    ([name]) => !['date', 'x-request-id', 'keep-alive', 'connection'].includes(name),
  );
  const body = await response.text();
  return { status: response.status, headers, body: body.replaceAll(email, 'EMAIL') };
};

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

const tries = 300;

const forms = [
  ['/login', { password: 'not the password' }],
  ['/register', {}],
  ['/forgot-password', {}],
] as const;

describe('nothing tells whether an address has an account', () => {
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    await shop.addShopper(known);
  });

  afterAll(() => shop.stop());

  it.each(forms)('by the answer of %s', async (path, form) => {
    const answers = [known, unknown].map(async (email) => {
      const visitor = shop.visitor();
      const answer = await describeAnswer(await visitor.post(path, { ...form, email }), email);
      const next =
        answer.status === 303
          ? (answer.headers.find(([name]) => name === 'location')?.[1] ?? '')
          : '';
      return [
        answer,
        next && (await describeAnswer(await visitor.get(next), email)),
        [...visitor.cookies],
      ];
    });

    const [ofKnown, ofUnknown] = await Promise.all(answers);

    expect(ofUnknown).toEqual(ofKnown);
  });

  // Long: each pair is measured many times, one after the other. In a normal run the tests of the
  // accounts compare statements and hashings instead.
  if (fullRun) {
    it.each(forms)('by the time that %s takes', async (path, form) => {
      const times = { known: [] as number[], unknown: [] as number[] };
      const measure = async (email: string) => {
        const visitor = shop.visitor();
        const startedAt = performance.now();
        await (await visitor.post(path, { ...form, email })).arrayBuffer();
        return performance.now() - startedAt;
      };
      // An address of its own each time: the limits by e-mail stay open.
      const addressOf = (kind: string, count: number) =>
        `${kind}-${path.slice(1)}-${count}@example.com`;
      for (let count = 0; count < tries; count += 1)
        await shop.addShopper(addressOf('known', count));
      for (let count = 0; count < 20; count += 1) await measure(addressOf('warm', count));
      for (let count = 0; count < tries; count += 1) {
        const kinds = ['known', 'unknown'] as const;
        for (const kind of count % 2 === 0 ? kinds : kinds.toReversed()) {
          times[kind].push(await measure(addressOf(kind, count)));
        }
      }

      const ratio = median(times.known) / median(times.unknown);

      console.log(
        `${path}: ${median(times.known).toFixed(2)} ms known, ${median(times.unknown).toFixed(2)} ms unknown`,
      );
      // Hashing left out for unknown names would be a ratio of 5 and more.
      expect(ratio).toBeGreaterThan(0.8);
      expect(ratio).toBeLessThan(1.25);
    });
  }
});
