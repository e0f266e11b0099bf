import type { MailTemplate } from '../mail-template.tsx';
import { writeLinkMail } from './link-mail.tsx';

export const emailChangeTaken: MailTemplate<Record<never, never>> = (_, site) =>
  writeLinkMail(
    {
      title: 'This address has an account',
      before: [
        `Somebody, probably you, wanted to use this address for another account at ${site.name}. It has an account of its own already.`,
      ],
      link: { label: 'Log in', path: '/login' },
      after: ['If it was not you, do nothing: nothing changes.'],
    },
    site,
  );
