import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { emailField } from '../../accounts/email-address.ts';
import { logIn } from '../../accounts/log-in.ts';
import { logOut } from '../../accounts/log-out.ts';
import { recordLimitedLogIn } from '../../accounts/record-limited-log-in.ts';
import { ShopError } from '../../errors.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { toLocalPath } from '../../http/local-path.ts';
import { findShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { LogInPage } from '../../views/accounts/log-in-page.tsx';
import { emptyForm } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { findNetwork } from '../limit-by-address.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { enterAccount, readGuestTokens } from './enter-account.ts';
import { findNotice } from './notices.ts';

const schema = z.object({
  email: emailField,
  password: z.string().min(1, 'Enter your password.'),
  next: z.string(),
});

export const logInRoutes = (services: Services): Hono<AppEnv> => {
  const { site, rateLimits, cookies } = services;

  /** Counts by address first: keys by e-mail are as many as a sender likes to make up. */
  const limitLogIn = async (c: Context<AppEnv>, email: string): Promise<string> => {
    const network = findNetwork(c, services);
    const accountKey = `${network} ${email}`;
    const byAddress = await rateLimits.count('log-in-by-address', network);
    const outcome = byAddress.isAllowed
      ? await rateLimits.count('log-in-by-email-and-address', accountKey)
      : byAddress;
    if (outcome.isAllowed) return accountKey;
    if (outcome.isFirstRefusal) {
      const requestId = c.get('requestId');
      await recordLimitedLogIn(services, { email, clientAddress: network, requestId });
    }
    throw new ShopError('RATE_LIMITED', { retryAfterSeconds: outcome.retryAfterSeconds });
  };

  return new Hono<AppEnv>()
    .get('/login', async (c) => {
      const next = toLocalPath(c.req.query('next'), '/account');
      if (await findShopper(c, services)) return seeOther(c, next);
      const notice = findNotice(c.req.query('done'));
      return privatePage(c, <LogInPage site={site} form={emptyForm} next={next} notice={notice} />);
    })
    .post('/login', (c) =>
      answerForm(c, {
        schema,
        show: (form) => {
          const next = toLocalPath(form.values['next'], '/account');
          return <LogInPage site={site} form={form} next={next} />;
        },
        work: async ({ email, password, next }) => {
          const accountKey = await limitLogIn(c, email);
          const guest = readGuestTokens(c, services);
          const { token } = await logIn(services, { email, password, guest });
          await rateLimits.forget('log-in-by-email-and-address', accountKey);
          enterAccount(c, services, token);
          return seeOther(c, toLocalPath(next, '/account'));
        },
      }),
    )
    .post('/logout', async (c) => {
      const token = cookies.read(c, 'session');
      if (token) await logOut(services, token);
      cookies.clear(c, 'session');
      return seeOther(c, '/login?done=logged-out');
    });
};
