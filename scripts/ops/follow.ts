import { setTimeout as sleep } from 'node:timers/promises';
import type { Operation, Progress } from '../../handlers/shared/operation.ts';
import type { Invoker } from './invoker.ts';
import { OpsError } from './ops-error.ts';

export type Following = {
  readonly invoker: Pick<Invoker, 'invoke'>;
  readonly pauseMs: number;
  readonly say: (line: string) => void;
  /** How often it is looked before it is given up; a look that fails is tried so often again. */
  readonly patience?: { readonly looks: number; readonly failures: number };
};

/** Two hours at one look every five seconds: a fleet of eight takes one. */
const usualPatience = { looks: 1_440, failures: 5 };

const tryAgain = async <T>(look: () => Promise<T>, times: number, pauseMs: number): Promise<T> => {
  for (let failures = 1; ; failures += 1) {
    try {
      return await look();
    } catch (error) {
      if (failures >= times) throw error;
      await sleep(pauseMs);
    }
  }
};

const toLine = ({ percent, text }: Progress): string => `${String(percent).padStart(3)} %  ${text}`;

/**
 * Asks how far it is with what an answer has begun, until it is over; undefined when it has begun
 * nothing.
 * @throws OpsError when it failed, or does not end
 */
export const follow = async (
  { functionName, follow: buildQuestion, readProgress }: Operation,
  answer: unknown,
  { invoker, pauseMs, say, patience = usualPatience }: Following,
): Promise<Progress | undefined> => {
  const question = buildQuestion?.(answer);
  if (!question || !readProgress) return undefined;
  const look = () => invoker.invoke(functionName, question);
  let last = '';
  for (let looks = 0; looks < patience.looks; looks += 1) {
    const progress = readProgress(await tryAgain(look, patience.failures, pauseMs));
    const line = toLine(progress);
    if (line !== last) say(line);
    last = line;
    if (progress.failed) throw new OpsError(`FAILED: ${progress.text}`);
    if (progress.isOver) return progress;
    await sleep(pauseMs);
  }
  const data = JSON.stringify(question);
  throw new OpsError(
    `It goes on, but nobody waits for it any longer. Look again: npm run ops -- ${functionName} --data '${data}'`,
  );
};
