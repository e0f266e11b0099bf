import { Hono } from 'hono';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import type { Services } from '../services.ts';

const headers = { 'cache-control': cacheControl.private };

type Health = Awaited<ReturnType<Services['database']['findHealth']>>['writer'];

const toWord = (health: Health): string => {
  if (health.state === 'out') return health.reason === 'lagging' ? 'lagging' : 'unavailable';
  return health.state;
};

const canBeRead = (health: Health): boolean => ['ok', 'lagging'].includes(toWord(health));

/**
 * `/healthz` says that the process is alive and asks nothing else: a database outage must not make
 * the load balancer take every instance out. `/readyz` says what the shop depends on, and which part
 * of it goes on with what there is.
 */
export const healthRoutes = ({ database, isAccepting }: Services): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/healthz', (c) => c.text('ok', 200, headers))
    .get('/readyz', async (c) => {
      const { writer, reader } = await database.findHealth();
      const hasWriter = writer.state === 'ok';
      const parts = {
        catalog: { needsOneOf: ['reader', 'writer'], ok: hasWriter || canBeRead(reader) },
        orders: { needsOneOf: ['writer'], ok: hasWriter },
      };
      const ready = isAccepting() && Object.values(parts).every(({ ok }) => ok);
      const dependencies = { writer: toWord(writer), reader: toWord(reader) };
      return c.json({ ready, dependencies, parts }, ready ? 200 : 503, headers);
    });
