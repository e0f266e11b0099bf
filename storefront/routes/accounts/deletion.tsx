import { Hono } from 'hono';
import * as z from 'zod';
import { deleteAccount } from '../../accounts/delete-account.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { DeleteAccountPage } from '../../views/accounts/delete-account-page.tsx';
import { emptyForm } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { privatePage, seeOther } from '../private-page.ts';

const schema = z.object({ currentPassword: z.string().min(1, 'Enter your present password.') });

export const deletionRoutes = (services: Services): Hono<AppEnv> => {
  const { site, rateLimits, cookies } = services;
  return new Hono<AppEnv>()
    .get('/account/delete', (c) =>
      privatePage(c, <DeleteAccountPage site={site} form={emptyForm} />),
    )
    .post('/account/delete', async (c) => {
      const { userId } = await getShopper(c, services);
      return answerForm(c, {
        schema,
        show: (form) => <DeleteAccountPage site={site} form={form} />,
        work: async ({ currentPassword }) => {
          await rateLimits.consume('confirm-password-by-shopper', String(userId));
          const requestId = c.get('requestId');
          await deleteAccount(services, { userId, currentPassword, requestId });
          cookies.clear(c, 'session');
          return seeOther(c, '/login?done=account-deleted');
        },
      });
    });
};
