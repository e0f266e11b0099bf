import { median, quantile } from '../bench/numbers.ts';
import type { LoadResult } from './run-shoppers.ts';

export type LoadSummary = {
  readonly requests: number;
  readonly failed: number;
  readonly successPercent: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** From the first request that failed to the last; 0 when none did. */
  readonly recoverySeconds: number;
  readonly orders: number;
  readonly soldOut: number;
  readonly wrongAnswers: readonly string[];
};

const round = (value: number, digits: number): number => Number(value.toFixed(digits));

/** What became of it, in numbers. Nothing but no failure at all counts as 100 %. */
export const summarize = (result: LoadResult): LoadSummary => {
  const { requests, failures, latenciesMs } = result;
  const times = failures.map(({ at }) => Date.parse(at));
  const spread = times.length > 0 ? Math.max(...times) - Math.min(...times) : 0;
  const percent = requests === 0 ? 0 : (100 * (requests - failures.length)) / requests;
  return {
    requests,
    failed: failures.length,
    successPercent: failures.length === 0 ? percent : Math.min(round(percent, 2), 99.99),
    p50Ms: requests === 0 ? 0 : round(median(latenciesMs), 1),
    p99Ms: requests === 0 ? 0 : round(quantile(latenciesMs, 0.99), 1),
    recoverySeconds: round(spread / 1000, 1),
    orders: result.acknowledged.length,
    soldOut: result.soldOut,
    wrongAnswers: result.wrongAnswers,
  };
};
