import { Hono } from 'hono';
import { sql } from 'kysely';
import type { AppEnv } from '../http/app-env.ts';
import { cacheControl } from '../http/cache-control.ts';
import type { Services } from '../services.ts';

const headers = { 'cache-control': cacheControl.private };

/**
 * `/healthz` says that the process is alive and asks nothing else: a database outage must not make
 * the load balancer take every instance out. `/readyz` says what the shop depends on.
 */
export const healthRoutes = ({ database, isAccepting, logger }: Services): Hono<AppEnv> => {
  const check = async (name: string, db: Services['database']['reader']) => {
    try {
      await sql`select 1`.execute(db);
      return [name, 'ok'] as const;
    } catch (error) {
      logger.warn({ message: 'not ready', dependency: name, error });
      return [name, 'unavailable'] as const;
    }
  };

  return new Hono<AppEnv>()
    .get('/healthz', (c) => c.text('ok', 200, headers))
    .get('/readyz', async (c) => {
      const dependencies = Object.fromEntries(
        await Promise.all([check('writer', database.writer), check('reader', database.reader)]),
      );
      const ready = isAccepting() && Object.values(dependencies).every((state) => state === 'ok');
      return c.json({ ready, dependencies }, ready ? 200 : 503, headers);
    });
};
