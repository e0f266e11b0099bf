import { Hono } from 'hono';
import * as z from 'zod';
import { phoneField } from '../../accounts/address.ts';
import { findProfile } from '../../accounts/find-profile.ts';
import { updateProfile } from '../../accounts/update-profile.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { requiredLine } from '../../http/form.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { ProfilePage } from '../../views/accounts/profile-page.tsx';
import { answerForm } from '../answer-form.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { findNotice } from './notices.ts';

const schema = z.object({ name: requiredLine('Name', 120), phone: phoneField });

export const profileRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database } = services;
  return new Hono<AppEnv>()
    .get('/account', async (c) => {
      const { userId, email, name } = await getShopper(c, services);
      const phone = (await findProfile(database.writer, userId))?.phone ?? '';
      const form = { values: { name, phone }, problems: {} };
      const notice = findNotice(c.req.query('done'));
      return privatePage(c, <ProfilePage site={site} form={form} email={email} notice={notice} />);
    })
    .post('/account', async (c) => {
      const { userId, email } = await getShopper(c, services);
      return answerForm(c, {
        schema,
        show: (form) => <ProfilePage site={site} form={form} email={email} notice={undefined} />,
        work: async (profile) => {
          await updateProfile(services, { userId, ...profile });
          return seeOther(c, '/account?done=saved');
        },
      });
    });
};
