import { readHistory } from '../load/history.ts';
import { verifyHistory } from '../load/shop-and-verify.ts';
import { getBegin } from '../load/verify-orders.ts';
import { rehearsals } from './rehearsals.ts';
import { type RehearsalResult, rehearse, toTable } from './rehearse.ts';
import { describeShopping, describeVerification, isSound, shopInStage } from './shop.ts';
import { connectStage, type StageClient } from './stage-client.ts';
import { StageError } from './stage-error.ts';
import type { ParsedCommand } from './usage.ts';

type Said = { readonly text: readonly string[]; readonly data: unknown; readonly ok: boolean };

const rehearseAll = async (
  client: StageClient,
  shoppers: number,
  seconds: number,
): Promise<Said> => {
  const results: RehearsalResult[] = [];
  for (const rehearsal of rehearsals) {
    console.error(`${rehearsal.name} …`);
    results.push(await rehearse(client, rehearsal, { shoppers, seconds }));
  }
  const problems = results.flatMap(({ name, verification, summary }) =>
    [...verification.problems, ...summary.wrongAnswers].map((it) => `WRONG: ${name}: ${it}`),
  );
  return { text: [toTable(results), ...problems], data: results, ok: problems.length === 0 };
};

/** @throws StageError when the file is none */
const getHistory = (file: string): string => {
  try {
    getBegin(readHistory(file));
    return file;
  } catch (error) {
    throw new StageError(
      `${file} is no history: ${error instanceof Error ? error.message : error}`,
    );
  }
};

const run = async (command: ParsedCommand, client: StageClient): Promise<Said> => {
  const [first = '', second = ''] = command.values;
  if (command.name === 'shoppers') {
    const result = await shopInStage(client, Number(first), Number(second));
    return { text: describeShopping(result), data: result, ok: isSound(result) };
  }
  if (command.name === 'verify-orders') {
    const { database } = await client.findAccess();
    const verification = await verifyHistory(getHistory(first), database);
    const ok = verification.problems.length === 0;
    return { text: describeVerification(verification), data: verification, ok };
  }
  if (command.name === 'rehearse') return rehearseAll(client, Number(first), Number(second));
  const given = command.values.flatMap((value) => value ?? []);
  const { lines, data } = await client.send(
    command.name,
    ...given,
    ...(command.dryRun ? ['--dry-run'] : []),
  );
  return { text: lines, data, ok: true };
};

/** Runs a command on a stage that runs in another process; returns the exit code. */
export const runBesideStage = async (command: ParsedCommand): Promise<number> => {
  const { text, data, ok } = await run(command, connectStage(command.stageId));
  console.log(command.json ? JSON.stringify(data, null, 2) : text.join('\n'));
  return ok ? 0 : 1;
};
