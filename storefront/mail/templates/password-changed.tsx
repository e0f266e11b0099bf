import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export type PasswordChanged = { readonly name: string };

export const passwordChanged: MailTemplate<PasswordChanged> = ({ name }, site) =>
  writeLinkMail(
    {
      title: 'Your password was changed',
      before: [
        `Hello ${name},`,
        `the password of your account at ${site.name} was changed, and you were logged out everywhere else.`,
        'If it was you, all is well. If it was not, choose a new one now:',
      ],
      link: { label: 'Choose a new password', path: '/forgot-password' },
      after: [],
    },
    site,
  );
