import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export const registrationTaken: MailTemplate<Record<never, never>> = (_, site) =>
  writeLinkMail(
    {
      title: 'You have an account',
      before: [
        `Somebody, probably you, wanted to make an account at ${site.name} with this address. There is one already.`,
      ],
      link: { label: 'Log in', path: '/login' },
      after: [
        `If you do not know your password any more, choose a new one: ${site.origin}/forgot-password`,
        'If it was not you, do nothing: your account is as it was.',
      ],
    },
    site,
  );
