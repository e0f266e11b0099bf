import { Failure } from '../../shared/failure.ts';

export type RequestServices = {
  readonly now: () => Date;
  readonly sleep: (ms: number) => Promise<unknown>;
};

export type SlackRequest = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer>;
  /** Tries end here. */
  readonly deadline: Date;
};

export type SlackAnswer = { readonly status: number; readonly text: string };

const maxTryMs = 10_000;
const firstPauseMs = 500;
const maxTries = 5;

type Tried =
  | { readonly answer: SlackAnswer }
  | { readonly problem: string; readonly pauseMs: number | undefined };

/** Slack's own words for "not now" in an answer with status 200. */
const passing =
  /"error":"(ratelimited|rate_limited|internal_error|fatal_error|service_unavailable|request_timeout)"/;

const pauseOf = (response: Response): number | undefined => {
  const seconds = Number(response.headers.get('retry-after'));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : undefined;
};

const tryOnce = async ({ url, headers, body }: SlackRequest, leftMs: number): Promise<Tried> => {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(Math.min(maxTryMs, leftMs)),
    });
    const text = await response.text();
    const isPassing = response.status === 429 || response.status >= 500 || passing.test(text);
    if (!isPassing) return { answer: { status: response.status, text } };
    return { problem: `status ${response.status}`, pauseMs: pauseOf(response) };
  } catch (error) {
    // What fetch says may hold the address, which is a secret of a webhook.
    const isTimeout = error instanceof Error && error.name === 'TimeoutError';
    return { problem: isTimeout ? 'no answer in time' : 'no connection', pauseMs: undefined };
  }
};

/**
 * Asks Slack, again when it is busy or away, and as late as it wishes.
 * @throws Failure SLACK_AWAY when that did not help before the deadline
 */
export const requestSlack = async (
  request: SlackRequest,
  { now, sleep }: RequestServices,
): Promise<SlackAnswer> => {
  const leftMs = () => request.deadline.getTime() - now().getTime();
  let problem = 'no time was left';
  for (let count = 0; count < maxTries && leftMs() > 0; count += 1) {
    const tried = await tryOnce(request, leftMs());
    if ('answer' in tried) return tried.answer;
    problem = tried.problem;
    const pauseMs = tried.pauseMs ?? firstPauseMs * 2 ** count;
    if (pauseMs >= leftMs()) break;
    await sleep(pauseMs);
  }
  throw new Failure(
    'SLACK_AWAY',
    `Slack did not take the message: ${problem}`,
    'It is tried again twice, then it waits in the queue of failed events: docs/runbooks/FailedEventsWaiting.md.',
  );
};
