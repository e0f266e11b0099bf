import { Hono } from 'hono';
import * as z from 'zod';
import { changePassword } from '../../accounts/change-password.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { ChangePasswordPage } from '../../views/accounts/password-pages.tsx';
import { emptyForm } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { rememberSession } from './enter-account.ts';
import { findNotice } from './notices.ts';

const schema = z.object({
  currentPassword: z.string().min(1, 'Enter your present password.'),
  newPassword: z.string(),
});

export const passwordRoutes = (services: Services): Hono<AppEnv> => {
  const { site, rateLimits } = services;
  return new Hono<AppEnv>()
    .get('/account/password', (c) => {
      const notice = findNotice(c.req.query('done'));
      return privatePage(c, <ChangePasswordPage site={site} form={emptyForm} notice={notice} />);
    })
    .post('/account/password', async (c) => {
      const { userId } = await getShopper(c, services);
      return answerForm(c, {
        schema,
        show: (form) => <ChangePasswordPage site={site} form={form} notice={undefined} />,
        work: async (passwords) => {
          await rateLimits.consume('confirm-password-by-shopper', String(userId));
          const requestId = c.get('requestId');
          const { token } = await changePassword(services, { userId, ...passwords, requestId });
          rememberSession(c, services, token);
          return seeOther(c, '/account/password?done=password-changed');
        },
      });
    });
};
