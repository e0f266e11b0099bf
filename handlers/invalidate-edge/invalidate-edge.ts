import type { Limits } from '../shared/build-handler.ts';
import { maintain } from '../shared/maintain.ts';
import type { InvalidateEdgeEvent } from './event.ts';
import { createInvalidation, getInvalidation, type Invalidation } from './invalidations.ts';
import type { Services } from './services.ts';

export type InvalidateEdgeResult = {
  readonly outcome: 'begun' | 'planned' | 'status';
  readonly summary: string;
  readonly paths?: readonly string[];
  /** What to think of before. */
  readonly warning?: string;
} & Partial<Invalidation>;

const everything = '/*';

const warning =
  'Everything is fetched anew from the load balancer and the buckets: pages are slower, and instances busier, for some minutes.';

const invalidate = async (
  event: InvalidateEdgeEvent,
  { cloudfront, config, now }: Services,
): Promise<InvalidateEdgeResult> => {
  // Whatever the order they were given in, they are the same invalidation.
  const paths = [...new Set(event.paths)].sort();
  const list = paths.join(' ');
  const about = { paths, ...(paths.includes(everything) ? { warning } : {}) };
  if (event.dryRun) return { outcome: 'planned', summary: `Would invalidate ${list}`, ...about };
  const made = await createInvalidation(cloudfront, config.DISTRIBUTION_ID, paths, now());
  return { outcome: 'begun', summary: `Invalidates ${list} in every place`, ...about, ...made };
};

const look = async (
  invalidationId: string,
  { cloudfront, config }: Services,
): Promise<InvalidateEdgeResult> => {
  const found = await getInvalidation(cloudfront, config.DISTRIBUTION_ID, invalidationId);
  return { outcome: 'status', summary: `${invalidationId} is ${found.status}`, ...found };
};

const byHand = maintain(
  { job: 'invalidate-edge', hurts: ({ paths }) => paths.includes(everything) },
  invalidate,
);

/** Has CloudFront forget what it keeps of some paths; or says how far that is. */
export const invalidateEdge = (
  event: InvalidateEdgeEvent,
  services: Services,
  limits: Limits,
): Promise<InvalidateEdgeResult> =>
  event.invalidationId === undefined
    ? byHand(event, services, limits)
    : look(event.invalidationId, services);
