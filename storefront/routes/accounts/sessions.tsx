import { Hono } from 'hono';
import { findSessions } from '../../accounts/find-sessions.ts';
import { logOutEverywhere } from '../../accounts/log-out-everywhere.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { SessionsPage } from '../../views/accounts/sessions-page.tsx';
import { privatePage, seeOther } from '../private-page.ts';

export const sessionRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, cookies, now } = services;
  return new Hono<AppEnv>()
    .get('/account/sessions', async (c) => {
      const { userId, sessionId } = await getShopper(c, services);
      const sessions = (await findSessions(database.writer, userId, now())).map((session) => ({
        ...session,
        isThisOne: session.id === sessionId,
      }));
      return privatePage(c, <SessionsPage site={site} sessions={sessions} />);
    })
    .post('/account/sessions', async (c) => {
      const { userId } = await getShopper(c, services);
      await logOutEverywhere(services, { userId, requestId: c.get('requestId') });
      cookies.clear(c, 'session');
      return seeOther(c, '/login?done=logged-out-everywhere');
    });
};
