import { Hono } from 'hono';
import * as z from 'zod';
import { getAccountToken } from '../../accounts/account-token.ts';
import { emailField } from '../../accounts/email-address.ts';
import { register } from '../../accounts/register.ts';
import { requestRegistration } from '../../accounts/request-registration.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { requiredLine } from '../../http/form.ts';
import { toLocalPath } from '../../http/local-path.ts';
import { findShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { MailSentPage } from '../../views/accounts/mail-sent-page.tsx';
import { FinishRegistrationPage, RegisterPage } from '../../views/accounts/register-page.tsx';
import { emptyForm } from '../../views/forms/form-state.ts';
import { answerForm } from '../answer-form.ts';
import { limitByAddress } from '../limit-by-address.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { enterAccount, readGuestTokens } from './enter-account.ts';

const requestSchema = z.object({ email: emailField, next: z.string() });

const finishSchema = z.object({
  token: z.string(),
  next: z.string(),
  name: requiredLine('Name', 120),
  password: z.string(),
});

const sent =
  'We have sent a mail to your address. Follow the link in it to finish your account; if you have one already, the mail says so.';

export const registrationRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, rateLimits, now } = services;
  const toNext = (next: string | undefined) => toLocalPath(next, '/account');
  const findEmail = async (token: string) =>
    (await getAccountToken(database.writer, 'registration', token, now())).email;

  return new Hono<AppEnv>()
    .get('/register', async (c) => {
      const next = toNext(c.req.query('next'));
      if (await findShopper(c, services)) return seeOther(c, next);
      return privatePage(c, <RegisterPage site={site} form={emptyForm} next={next} />);
    })
    .post('/register', (c) =>
      answerForm(c, {
        schema: requestSchema,
        show: (form) => <RegisterPage site={site} form={form} next={toNext(form.values['next'])} />,
        work: async ({ email, next }) => {
          await limitByAddress(c, services, 'register-by-address');
          await rateLimits.consume('register-by-email', email);
          await requestRegistration(services, { email, next: toNext(next) });
          return seeOther(c, '/register/sent');
        },
      }),
    )
    .get('/register/sent', (c) => {
      const back = { path: '/login', label: 'Log in' };
      return privatePage(c, <MailSentPage site={site} text={sent} back={back} />);
    })
    .get('/register/finish', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      const token = c.req.query('token') ?? '';
      const props = { site, token, next: toNext(c.req.query('next')), form: emptyForm };
      return privatePage(c, <FinishRegistrationPage {...props} email={await findEmail(token)} />);
    })
    .post('/register/finish', async (c) => {
      await limitByAddress(c, services, 'use-token-by-address');
      return answerForm(c, {
        schema: finishSchema,
        show: async (form) => {
          const token = form.values['token'] ?? '';
          const props = { site, token, next: toNext(form.values['next']), form };
          return <FinishRegistrationPage {...props} email={await findEmail(token)} />;
        },
        work: async ({ token, next, name, password }) => {
          const guest = readGuestTokens(c, services);
          const requestId = c.get('requestId');
          const session = await register(services, { token, name, password, guest, requestId });
          enterAccount(c, services, session.token);
          return seeOther(c, toNext(next));
        },
      });
    });
};
