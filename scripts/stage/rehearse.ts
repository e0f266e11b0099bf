import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseHistory } from '../load/history.ts';
import type { Rehearsal } from './rehearsals.ts';
import { type ShopResult, shopInStage } from './shop.ts';
import type { StageClient } from './stage-client.ts';
import { StageError } from './stage-error.ts';

export type RehearsalResult = ShopResult & {
  readonly name: string;
  /** Orders acknowledged after the last thing was done to the stage. */
  readonly ordersAfterwards: number;
};

const ordersIn = (file: string) =>
  existsSync(file)
    ? parseHistory(readFileSync(file, 'utf8')).filter(({ kind }) => kind === 'acknowledged')
    : [];

/** Resolves once somebody has bought something. @throws StageError when nobody does in time */
const waitForOrder = async (file: string, seconds: number): Promise<void> => {
  for (const deadline = Date.now() + seconds * 1000; ordersIn(file).length === 0; ) {
    if (Date.now() > deadline) throw new StageError('nobody could buy anything');
    await sleep(100);
  }
};

/** Lets shoppers shop, strikes once they buy, and mends the stage after they have gone. */
export const rehearse = async (
  client: StageClient,
  { name, strike, mend }: Rehearsal,
  { shoppers, seconds }: { readonly shoppers: number; readonly seconds: number },
): Promise<RehearsalResult> => {
  const { promise: begun, resolve } = Promise.withResolvers<string>();
  const shopping = shopInStage(client, shoppers, seconds, resolve);
  const struck = (async () => {
    await waitForOrder(await begun, seconds);
    await strike(client, (share) => sleep(share * seconds * 1000));
    return new Date().toISOString();
  })();
  // Both are waited for: a stage is not left with shoppers in it, nor half struck.
  const [shopped, strikeEnd] = await Promise.allSettled([shopping, struck]);
  await mend?.(client);
  if (shopped.status === 'rejected') throw shopped.reason;
  if (strikeEnd.status === 'rejected') throw strikeEnd.reason;
  const result = shopped.value;
  const afterwards = ordersIn(result.historyFile).filter(({ at }) => at > strikeEnd.value);
  return { ...result, name, ordersAfterwards: afterwards.length };
};

/** A row for each rehearsal, as Markdown. */
export const toTable = (results: readonly RehearsalResult[]): string =>
  [
    '| fault | requests | failed | success % | p50 ms | p99 ms | first to last failure s | orders | orders afterwards | orders wrong |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...results.map(({ name, summary: it, verification, ordersAfterwards }) =>
      [
        '',
        ...[name, it.requests, it.failed, it.successPercent.toFixed(2), it.p50Ms, it.p99Ms],
        ...[it.recoverySeconds, it.orders, ordersAfterwards, verification.problems.length],
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n');
