import { Hono } from 'hono';
import * as z from 'zod';
import { getAccountToken } from '../../accounts/account-token.ts';
import { changeEmail } from '../../accounts/change-email.ts';
import { emailField } from '../../accounts/email-address.ts';
import { requestEmailChange } from '../../accounts/request-email-change.ts';
import { ShopError } from '../../errors.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { ChangeEmailPage, ConfirmEmailPage } from '../../views/accounts/email-pages.tsx';
import { MailSentPage } from '../../views/accounts/mail-sent-page.tsx';
import { emptyForm } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { limitByAddress } from '../limit-by-address.ts';
import { privatePage, seeOther } from '../private-page.ts';

const sent =
  'We have sent a mail to the new address. Follow the link in it, and the address is changed.';

export const emailRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, rateLimits, now } = services;

  const showConfirm = async (token: string, userId: number) => {
    const found = await getAccountToken(database.writer, 'email-change', token, now());
    if (found.userId !== userId) throw new ShopError('TOKEN_INVALID');
    return <ConfirmEmailPage site={site} token={token} email={found.email} />;
  };

  return new Hono<AppEnv>()
    .get('/account/email', async (c) => {
      const { email } = await getShopper(c, services);
      return privatePage(c, <ChangeEmailPage site={site} form={emptyForm} email={email} />);
    })
    .post('/account/email', async (c) => {
      const { userId, email } = await getShopper(c, services);
      return answerForm(c, {
        schema: z.object({
          email: emailField,
          currentPassword: z.string().min(1, 'Enter your present password.'),
        }),
        show: (form) => <ChangeEmailPage site={site} form={form} email={email} />,
        work: async ({ email: newEmail, currentPassword }) => {
          await rateLimits.consume('confirm-password-by-shopper', String(userId));
          await rateLimits.consume('change-email-by-shopper', String(userId));
          await requestEmailChange(services, { userId, newEmail, currentPassword });
          return seeOther(c, '/account/email/sent');
        },
      });
    })
    .get('/account/email/sent', (c) => {
      const back = { path: '/account', label: 'Your account' };
      return privatePage(c, <MailSentPage site={site} text={sent} back={back} />);
    })
    .get('/account/email/confirm', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      const { userId } = await getShopper(c, services);
      return privatePage(c, await showConfirm(c.req.query('token') ?? '', userId));
    })
    .post('/account/email/confirm', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      const { userId } = await getShopper(c, services);
      return answerForm(c, {
        schema: z.object({ token: z.string() }),
        show: ({ values }) => showConfirm(values['token'] ?? '', userId),
        work: async ({ token }) => {
          await changeEmail(services, { token, userId, requestId: c.get('requestId') });
          return seeOther(c, '/account?done=email-changed');
        },
      });
    });
};
