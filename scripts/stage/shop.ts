import { join } from 'node:path';
import type { Failure } from '../load/history.ts';
import { shopWithHistory, verifyHistory } from '../load/shop-and-verify.ts';
import { type LoadSummary, summarize } from '../load/summarize.ts';
import type { Verification } from '../load/verify-orders.ts';
import type { StageClient } from './stage-client.ts';
import { historyFolder } from './stage-files.ts';

export type ShopResult = {
  readonly summary: LoadSummary;
  readonly verification: Verification;
  readonly failures: readonly Failure[];
  readonly historyFile: string;
};

let runs = 0;

/** Lets shoppers shop in the stage, and checks their orders at the end. */
export const shopInStage = async (
  client: StageClient,
  shoppers: number,
  seconds: number,
  onBegin: (historyFile: string) => void = () => {},
): Promise<ShopResult> => {
  const { shopOrigin: origin, folder, database } = await client.findAccess();
  runs += 1;
  const name = `${new Date().toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}-${runs}.jsonl`;
  const historyFile = join(historyFolder(folder), name);
  onBegin(historyFile);
  const load = await shopWithHistory({ origin, shoppers, seconds, database, historyFile });
  const { database: databaseNow } = await client.findAccess();
  return {
    summary: summarize(load),
    verification: await verifyHistory(historyFile, databaseNow),
    failures: load.failures,
    historyFile,
  };
};

export const describeVerification = ({ problems, acknowledged, unanswered }: Verification) => [
  `orders acknowledged: ${acknowledged}; placed, but the answer was lost: ${unanswered}`,
  ...(problems.length === 0
    ? ['none lost, none twice, one payment each, no piece sold twice, stock conserved']
    : problems.map((problem) => `WRONG: ${problem}`)),
];

export const describeShopping = ({ summary, verification, failures, historyFile }: ShopResult) => [
  `requests ${summary.requests}, failed ${summary.failed}, success ${summary.successPercent.toFixed(2)} %, p50 ${summary.p50Ms} ms, p99 ${summary.p99Ms} ms`,
  `first to last failure ${summary.recoverySeconds} s; sold out met ${summary.soldOut} times`,
  ...describeFailures(failures),
  ...summary.wrongAnswers.map((answer) => `WRONG: ${answer}`),
  ...describeVerification(verification),
  `history: ${historyFile}`,
];

const describeFailures = (failures: readonly Failure[]): readonly string[] =>
  [...Map.groupBy(failures, ({ status, reason }) => `${status} ${reason}`)].map(
    ([what, same]) => `  ${same.length} × ${what}`,
  );

/** True when nobody was told anything wrong. */
export const isSound = ({ summary, verification }: ShopResult): boolean =>
  summary.wrongAnswers.length === 0 && verification.problems.length === 0;
