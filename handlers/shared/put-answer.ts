import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.ts';

export type PutLimits = {
  /** Time left for all tries together. */
  readonly withinMs: number;
  readonly tries?: number;
  readonly firstPauseMs?: number;
};

const maxTryMs = 4_000;

/** A signed address that has expired or was wrong from the start does not get better. */
const isFinal = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** One try: undefined when it was taken, or what went wrong and whether to try again. */
const tryPut = async (url: string, answer: string, timeoutMs: number) => {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      // S3 signed the address without a type; a string body would send one along.
      headers: { 'content-type': '' },
      body: Buffer.from(answer),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.arrayBuffer();
    if (response.ok) return undefined;
    return { problem: `status ${response.status}`, final: isFinal(response.status) };
  } catch (error) {
    const { cause } = error instanceof Error ? error : new Error();
    return { problem: String(cause ?? error), final: false };
  }
};

/**
 * Sends an answer to CloudFormation's address, again when the network or S3 fails.
 * @throws Failure ANSWER_NOT_SENT; the address stays out of it, it is signed.
 */
export const putAnswer = async (
  url: string,
  answer: string,
  { withinMs, tries = 6, firstPauseMs = 200 }: PutLimits,
): Promise<void> => {
  const deadline = Date.now() + withinMs;
  let problem = 'no time was left';
  for (let count = 0; count < tries && Date.now() < deadline; count += 1) {
    if (count > 0) await sleep(Math.min(firstPauseMs * 2 ** (count - 1), deadline - Date.now()));
    const timeoutMs = Math.max(1, Math.min(maxTryMs, deadline - Date.now()));
    const failed = await tryPut(url, answer, timeoutMs);
    if (!failed) return;
    problem = failed.problem;
    if (failed.final) break;
  }
  throw new Failure(
    'ANSWER_NOT_SENT',
    `CloudFormation's address did not take the answer: ${problem}`,
    'The stack waits until its own timeout (ServiceTimeout), then rolls back. Deploy again after that.',
  );
};
