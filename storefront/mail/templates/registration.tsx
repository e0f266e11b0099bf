import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export type Registration = { readonly token: string; readonly next: string };

export const registration: MailTemplate<Registration> = ({ token, next }, site) =>
  writeLinkMail(
    {
      title: 'Finish your account',
      before: [
        `Somebody, probably you, began to make an account at ${site.name} with this address.`,
      ],
      link: {
        label: 'Finish your account',
        path: `/register/finish?${new URLSearchParams({ token, next })}`,
      },
      after: [
        'The link works once and for 24 hours.',
        'If it was not you, do nothing: no account is made.',
      ],
    },
    site,
  );
