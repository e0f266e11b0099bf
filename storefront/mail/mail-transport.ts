import type { Mail } from './mail-template.tsx';

export type OutgoingMail = Mail & {
  readonly to: string;
  /** Without its brackets; the same for every try. */
  readonly messageId: string;
  readonly date: Date;
};

/** Hands mails over; a mail counts as sent once `send` has resolved. */
export type MailTransport = {
  readonly send: (mail: OutgoingMail) => Promise<void>;
  readonly close: () => void;
};
