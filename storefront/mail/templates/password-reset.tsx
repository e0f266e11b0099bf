import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export type PasswordReset = { readonly token: string };

export const passwordReset: MailTemplate<PasswordReset> = ({ token }, site) =>
  writeLinkMail(
    {
      title: 'Choose a new password',
      before: [
        `Somebody, probably you, asked for a new password for your account at ${site.name}.`,
      ],
      link: {
        label: 'Choose a new password',
        path: `/reset-password?${new URLSearchParams({ token })}`,
      },
      after: [
        'The link works once and for one hour.',
        'If it was not you, do nothing: your password stays as it is.',
      ],
    },
    site,
  );
