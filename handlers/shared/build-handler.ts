import middy from '@middy/core';
import type { Context } from 'aws-lambda';
import type * as z from 'zod';
import { answerFailure, answerSuccess } from './answer-cloudformation.ts';
import { describeError, Failure, forInvoker, type Hide } from './failure.ts';
import { parseEvent } from './parse-event.ts';

/** The time that a job has. */
export type Limits = {
  /** Aborted when the job must stop, early enough to clean up and to say so. */
  readonly signal: AbortSignal;
  /** Milliseconds until then. */
  readonly remainingMs: () => number;
};

export type JobLogger = {
  readonly info: (message: string, fields: Record<string, unknown>) => void;
  readonly error: (message: string, fields: Record<string, unknown>) => void;
};

export type Job<S extends z.ZodType, Services, Result> = {
  readonly event: S;
  /** Called once a cold start, inside the first invocation: what fails here is answered, too. */
  readonly buildServices: () => Services;
  readonly work: (event: z.output<S>, services: Services, limits: Limits) => Promise<Result>;
  readonly logger: JobLogger;
  /** Takes the job's secrets out of what is logged and answered. */
  readonly hide?: ((services: Services) => Hide) | undefined;
  /** Kept back from the Lambda's time: for cleaning up, then for answering. */
  readonly reserveMs?: { readonly work: number; readonly answer: number } | undefined;
};

const timeIsUp = (cause?: unknown) =>
  new Failure(
    'TIME_UP',
    "The job did not end within the function's time",
    'See in the log how far it came, then run it again: it goes on from there.',
    cause,
  );

/**
 * A Lambda entry: checks the event, does the work within the Lambda's time, writes one log line,
 * and answers CloudFormation when it was the caller. A failure is answered *and* thrown, so that
 * the function's Errors metric counts it.
 */
export const buildHandler = <S extends z.ZodType, Services, Result>({
  event: schema,
  buildServices,
  work,
  logger,
  hide,
  reserveMs = { work: 20_000, answer: 10_000 },
}: Job<S, Services, Result>) => {
  let services: Services | undefined;
  const hideSecrets: Hide = (text) => (services && hide ? hide(services)(text) : text);

  const run = async (event: unknown, context: Context): Promise<Result> => {
    const endsAt = Date.now() + context.getRemainingTimeInMillis() - reserveMs.work;
    const remainingMs = () => Math.max(0, endsAt - Date.now());
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), remainingMs());
    try {
      const parsed = parseEvent(schema, event);
      services ??= buildServices();
      return await work(parsed, services, { signal: controller.signal, remainingMs });
    } catch (error) {
      throw controller.signal.aborted ? timeIsUp(error) : error;
    } finally {
      clearTimeout(timer);
    }
  };

  return middy<unknown, Result>(run, {
    timeoutEarlyInMillis: reserveMs.answer,
    timeoutEarlyResponse: () => {
      throw timeIsUp();
    },
  }).use({
    after: async ({ event, context, response }) => {
      await answerSuccess(event, context);
      logger.info('done', { requestId: context.awsRequestId, result: response });
    },
    onError: async (request) => {
      const { event, context, error } = request;
      const said: Record<string, unknown> = {
        requestId: context.awsRequestId,
        error: describeError(error, hideSecrets),
      };
      const isUnsent = error instanceof Failure && error.code === 'ANSWER_NOT_SENT';
      try {
        if (!isUnsent) await answerFailure(event, context, error, hideSecrets);
      } catch (unsent) {
        said['answer'] = describeError(unsent, hideSecrets);
      }
      logger.error('failed', said);
      request.error = forInvoker(error);
    },
  });
};
