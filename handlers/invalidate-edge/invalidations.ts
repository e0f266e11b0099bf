import { createHash } from 'node:crypto';
import {
  type CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
  NoSuchInvalidation,
  TooManyInvalidationsInProgress,
} from '@aws-sdk/client-cloudfront';
import { Failure } from '../shared/failure.ts';

export type Invalidation = {
  readonly invalidationId: string;
  /** As CloudFront has it: InProgress, then Completed. */
  readonly status: string;
};

/** The same for the same paths within a minute, so that a second try is the same invalidation. */
export const buildReference = (paths: readonly string[], now: Date): string => {
  const minute = now.toISOString().slice(0, 16);
  const hash = createHash('sha256').update(JSON.stringify(paths)).digest('hex').slice(0, 24);
  return `${minute} ${hash}`;
};

/** @throws Failure TOO_MANY_INVALIDATIONS */
export const createInvalidation = async (
  cloudfront: CloudFrontClient,
  DistributionId: string,
  paths: readonly string[],
  now: Date,
): Promise<Invalidation> => {
  try {
    const { Invalidation: made } = await cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId,
        InvalidationBatch: {
          CallerReference: buildReference(paths, now),
          Paths: { Quantity: paths.length, Items: [...paths] },
        },
      }),
    );
    return { invalidationId: made?.Id ?? '', status: made?.Status ?? '' };
  } catch (error) {
    if (!(error instanceof TooManyInvalidationsInProgress)) throw error;
    throw new Failure(
      'TOO_MANY_INVALIDATIONS',
      'CloudFront has as many invalidations under way as it takes: 15 with a *, 3000 paths without',
      'Wait a few minutes and try again.',
      error,
    );
  }
};

/** @throws Failure INVALIDATION_UNKNOWN */
export const getInvalidation = async (
  cloudfront: CloudFrontClient,
  DistributionId: string,
  Id: string,
): Promise<Invalidation> => {
  try {
    const { Invalidation: found } = await cloudfront.send(
      new GetInvalidationCommand({ DistributionId, Id }),
    );
    return { invalidationId: Id, status: found?.Status ?? '' };
  } catch (error) {
    if (!(error instanceof NoSuchInvalidation)) throw error;
    throw new Failure(
      'INVALIDATION_UNKNOWN',
      `The stage's distribution has no invalidation ${Id}`,
      'Take the id from the answer that began it.',
      error,
    );
  }
};
