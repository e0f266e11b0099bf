import type { HttpBindings } from '@hono/node-server';
import type { Shopper } from '../accounts/find-session.ts';
import type { CacheOutcome } from '../cache/stale-cache.ts';

/** What routes find in their context. */
export type AppEnv = {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    cache?: CacheOutcome;
    shopper?: Promise<Shopper | undefined>;
  };
};
