import { createTransport } from 'nodemailer';
import type { MailTransport } from './mail-transport.ts';

/** Sends by SMTP. A try ends long before the sender's claim on the mail does. */
export const smtpTransport = (url: string, from: string): MailTransport => {
  const smtp = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 60_000,
    // What a mail holds comes from templates; none of it may name a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async ({ to, messageId, ...mail }) => {
      await smtp.sendMail({
        ...mail,
        from,
        to: { name: '', address: to },
        messageId: `<${messageId}>`,
      });
    },
    close: () => smtp.close(),
  };
};
