import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export type EmailChanged = { readonly name: string };

export const emailChanged: MailTemplate<EmailChanged> = ({ name }, site) =>
  writeLinkMail(
    {
      title: 'Your address was changed',
      before: [
        `Hello ${name},`,
        `your account at ${site.name} now has another e-mail address, and mail goes there from now on.`,
        'If it was not you, write to the shop at once.',
      ],
      after: [],
    },
    site,
  );
