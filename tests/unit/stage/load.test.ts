import { describe, expect, it } from '@jest/globals';
import { type Failure, parseHistory } from '../../../scripts/load/history.ts';
import { readShown } from '../../../scripts/load/read-shown.ts';
import { summarize } from '../../../scripts/load/summarize.ts';

const failure = (seconds: number): Failure => ({
  kind: 'failure',
  at: new Date(seconds * 1000).toISOString(),
  method: 'GET',
  path: '/cart',
  status: 502,
  reason: 'answered with 502',
  storefront: '',
});
const result = {
  requests: 100_000,
  failures: [] as Failure[],
  acknowledged: [],
  soldOut: 0,
  latenciesMs: Array.from({ length: 100 }, (_, index) => index + 1),
  wrongAnswers: [],
};

describe('a load in numbers', () => {
  it('is 100 % only when nothing has failed', () => {
    expect(summarize(result)).toMatchObject({ successPercent: 100, recoverySeconds: 0 });
    expect(summarize({ ...result, failures: [failure(1)] }).successPercent).toBe(99.99);
    expect(summarize({ ...result, requests: 4, failures: [failure(1)] }).successPercent).toBe(75);
  });

  it('is no success when nothing was asked', () => {
    expect(summarize({ ...result, requests: 0, latenciesMs: [] })).toMatchObject({
      successPercent: 0,
      p50Ms: 0,
    });
  });

  it('recovers with the last failure', () => {
    const failures = [failure(12), failure(10), failure(13.5)];

    expect(summarize({ ...result, failures })).toMatchObject({ failed: 3, recoverySeconds: 3.5 });
  });
});

describe('what a review has shown', () => {
  it('is read as lines and total', () => {
    expect(readShown('7x2at500.9x1at20.500.0.1520.0123456789abcdef')).toEqual({
      lines: [
        { variantId: 7, quantity: 2, unitPriceMinor: 500 },
        { variantId: 9, quantity: 1, unitPriceMinor: 20 },
      ],
      totalMinor: 1520,
    });
    expect(() => readShown('')).toThrow('does not say');
  });
});

describe('a history', () => {
  it('is read line by line, and anything else is refused', () => {
    const line = JSON.stringify(failure(1));

    expect(parseHistory(`${line}\n${line}\n`)).toHaveLength(2);
    expect(() => parseHistory('{"kind":"unheard of"}')).toThrow();
  });
});
