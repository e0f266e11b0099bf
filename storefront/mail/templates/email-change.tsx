import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export type EmailChange = { readonly name: string; readonly token: string };

export const emailChange: MailTemplate<EmailChange> = ({ name, token }, site) =>
  writeLinkMail(
    {
      title: 'Confirm your new address',
      before: [`Hello ${name},`, `you asked to use this address for your account at ${site.name}.`],
      link: {
        label: 'Use this address',
        path: `/account/email/confirm?${new URLSearchParams({ token })}`,
      },
      after: [
        'The link works once and for one hour, where you are logged in.',
        'If it was not you, do nothing: nothing changes.',
      ],
    },
    site,
  );
