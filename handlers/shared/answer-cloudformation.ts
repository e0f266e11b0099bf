import type { Context } from 'aws-lambda';
import { buildAnswer, customResourceEnvelope } from './custom-resource.ts';
import { Failure, type Hide } from './failure.ts';
import { putAnswer } from './put-answer.ts';

/** Kept back for the end of the invocation after the last try. */
const reserveMs = 500;

type Told = Pick<
  Context,
  'logGroupName' | 'logStreamName' | 'awsRequestId' | 'getRemainingTimeInMillis'
>;

const logPlace = ({ logGroupName, logStreamName, awsRequestId }: Told): string =>
  `Log: ${logGroupName}, stream ${logStreamName}, request ${awsRequestId}.`;

const answer = async (
  event: unknown,
  context: Told,
  outcome: 'SUCCESS' | 'FAILED',
  reason: string,
): Promise<void> => {
  const envelope = customResourceEnvelope.safeParse(event);
  if (!envelope.success) return;
  // Our resources undo nothing when they are deleted, so no failure may keep a stack from going.
  const status = envelope.data.RequestType === 'Delete' ? 'SUCCESS' : outcome;
  await putAnswer(envelope.data.ResponseURL, buildAnswer(envelope.data, status, reason), {
    withinMs: context.getRemainingTimeInMillis() - reserveMs,
  });
};

/** Why it failed and what to do, short enough for a stack event. */
const buildReason = (error: unknown, context: Told, hide: Hide): string => {
  const place = logPlace(context);
  if (error instanceof Failure) {
    const said = [...hide(error.message)].slice(0, 700).join('');
    return `${error.code}: ${said}. ${error.advice} ${place}`.replace('.. ', '. ');
  }
  // What nobody expected may say anything, so its text is in the log only.
  return `UNEXPECTED: the function failed in a way it does not know. The log has the cause. ${place}`;
};

/** Answers when the event came from CloudFormation; an invocation by hand has nobody to answer. */
export const answerSuccess = (event: unknown, context: Told): Promise<void> =>
  answer(event, context, 'SUCCESS', logPlace(context));

export const answerFailure = (
  event: unknown,
  context: Told,
  error: unknown,
  hide: Hide,
): Promise<void> => answer(event, context, 'FAILED', buildReason(error, context, hide));
