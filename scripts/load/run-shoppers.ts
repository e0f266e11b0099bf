import { createBrowser } from './browser.ts';
import type { Acknowledged, Failure, HistoryEntry } from './history.ts';
import { runJourney } from './shopper.ts';

export type LoadOptions = {
  readonly origin: string;
  readonly shoppers: number;
  readonly seconds: number;
  readonly thinkMs?: number;
  readonly write: (entry: HistoryEntry) => void;
};

export type LoadResult = {
  readonly requests: number;
  readonly failures: readonly Failure[];
  readonly acknowledged: readonly Acknowledged[];
  readonly soldOut: number;
  readonly latenciesMs: readonly number[];
  /** What no shop should do, such as showing another's order. */
  readonly wrongAnswers: readonly string[];
};

const rampMs = 1_000;

/** Shops for some time and ends with the requests that are under way then. */
export const runShoppers = async (options: LoadOptions): Promise<LoadResult> => {
  const { origin, shoppers, seconds, thinkMs = 250 } = options;
  const failures: Failure[] = [];
  const acknowledged: Acknowledged[] = [];
  const latenciesMs: number[] = [];
  const wrongAnswers: string[] = [];
  let soldOut = 0;
  const endsAt = performance.now() + seconds * 1000;
  const isOver = () => performance.now() >= endsAt;

  const write = (entry: HistoryEntry): void => {
    if (entry.kind === 'failure') failures.push(entry);
    if (entry.kind === 'acknowledged') acknowledged.push(entry);
    options.write(entry);
  };

  const runShopper = async (index: number) => {
    await new Promise((resolve) => setTimeout(resolve, (index / shoppers) * rampMs));
    while (!isOver()) {
      const browser = createBrowser(origin, ({ ms, isFailure, ...made }) => {
        latenciesMs.push(ms);
        if (isFailure) write({ kind: 'failure', at: new Date().toISOString(), ...made });
      });
      try {
        const end = await runJourney({ browser, write, thinkMs, isOver });
        if (end === 'sold out') soldOut += 1;
      } catch (error) {
        wrongAnswers.push(error instanceof Error ? error.message : String(error));
      } finally {
        browser.close();
      }
    }
  };
  await Promise.all(Array.from({ length: shoppers }, (_, index) => runShopper(index)));
  const requests = latenciesMs.length;
  return { requests, failures, acknowledged, soldOut, latenciesMs, wrongAnswers };
};
