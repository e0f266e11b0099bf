import type { Limits } from './build-handler.ts';

type Flushed = { readonly metrics: { readonly flush: () => void } };

/** The same work, after which its metrics are written, whether it ended well or not. */
export const withMetrics =
  <Event, Services extends Flushed, Result>(
    work: (event: Event, services: Services, limits: Limits) => Promise<Result>,
  ) =>
  async (event: Event, services: Services, limits: Limits): Promise<Result> => {
    try {
      return await work(event, services, limits);
    } finally {
      services.metrics.flush();
    }
  };
