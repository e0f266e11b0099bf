import { Hono } from 'hono';
import * as z from 'zod';
import { getAccountToken } from '../../accounts/account-token.ts';
import { emailField } from '../../accounts/email-address.ts';
import { requestPasswordReset } from '../../accounts/request-password-reset.ts';
import { resetPassword } from '../../accounts/reset-password.ts';
import { ShopError } from '../../errors.ts';
import type { AppEnv } from '../../http/app-env.ts';
import type { Services } from '../../services.ts';
import { MailSentPage } from '../../views/accounts/mail-sent-page.tsx';
import { ForgotPasswordPage, ResetPasswordPage } from '../../views/accounts/password-pages.tsx';
import { emptyForm, type FormState } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { limitByAddress } from '../limit-by-address.ts';
import { privatePage, seeOther } from '../private-page.ts';

const sent =
  'If there is an account with your address, we have sent it a mail. Follow the link in it to choose a new password.';

export const passwordResetRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, rateLimits, cookies, now } = services;

  const showReset = async (token: string, form: FormState) => {
    const { email, userId } = await getAccountToken(
      database.writer,
      'password-reset',
      token,
      now(),
    );
    if (userId === null) throw new ShopError('TOKEN_INVALID');
    return <ResetPasswordPage site={site} form={form} token={token} email={email} />;
  };

  return new Hono<AppEnv>()
    .get('/forgot-password', (c) =>
      privatePage(c, <ForgotPasswordPage site={site} form={emptyForm} />),
    )
    .post('/forgot-password', (c) =>
      answerForm(c, {
        schema: z.object({ email: emailField }),
        show: (form) => <ForgotPasswordPage site={site} form={form} />,
        work: async ({ email }) => {
          await limitByAddress(c, services, 'forgot-password-by-address');
          await rateLimits.consume('forgot-password-by-email', email);
          await requestPasswordReset(services, { email });
          return seeOther(c, '/forgot-password/sent');
        },
      }),
    )
    .get('/forgot-password/sent', (c) => {
      const back = { path: '/login', label: 'Log in' };
      return privatePage(c, <MailSentPage site={site} text={sent} back={back} />);
    })
    .get('/reset-password', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      return privatePage(c, await showReset(c.req.query('token') ?? '', emptyForm));
    })
    .post('/reset-password', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      return answerForm(c, {
        schema: z.object({ token: z.string(), password: z.string() }),
        show: (form) => showReset(form.values['token'] ?? '', form),
        work: async ({ token, password }) => {
          await resetPassword(services, { token, password, requestId: c.get('requestId') });
          cookies.clear(c, 'session');
          return seeOther(c, '/login?done=password-reset');
        },
      });
    });
};
