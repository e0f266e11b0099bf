import { Hono } from 'hono';
import type { AppEnv } from '../../http/app-env.ts';
import { requireShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { addressRoutes } from './addresses.tsx';
import { deletionRoutes } from './deletion.tsx';
import { emailRoutes } from './email.tsx';
import { logInRoutes } from './log-in.tsx';
import { passwordRoutes } from './password.tsx';
import { passwordResetRoutes } from './password-reset.tsx';
import { profileRoutes } from './profile.tsx';
import { registrationRoutes } from './registration.tsx';
import { sessionRoutes } from './sessions.tsx';

/** A shopper's account. Everything below /account is for who is logged in. */
export const accountRoutes = (services: Services): Hono<AppEnv> => {
  const app = new Hono<AppEnv>();
  app.use('/account', requireShopper(services));
  app.use('/account/*', requireShopper(services));
  for (const routes of [
    logInRoutes,
    registrationRoutes,
    passwordResetRoutes,
    profileRoutes,
    emailRoutes,
    passwordRoutes,
    sessionRoutes,
    addressRoutes,
    deletionRoutes,
  ]) {
    app.route('/', routes(services));
  }
  return app;
};
