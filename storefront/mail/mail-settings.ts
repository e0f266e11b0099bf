import * as z from 'zod';

export type MailUrl =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 'smtp'; readonly url: string };

const mailUrl = z.string().transform((value, context): MailUrl => {
  const folder = /^file:(?:\/\/)?(.+)$/.exec(value)?.[1];
  if (folder !== undefined) return { kind: 'folder', folder };
  if (URL.canParse(value) && /^smtps?:$/.test(new URL(value).protocol)) {
    return { kind: 'smtp', url: value };
  }
  // The value may hold a password, so it stays out of the message.
  context.addIssue({
    code: 'custom',
    message: 'must be file:FOLDER or smtp[s]://USER:PASSWORD@HOST:PORT',
  });
  return z.NEVER;
});

/** Where mail goes, as the environment names it. */
export const mailSettings = {
  MAIL_URL: mailUrl.prefault('file:var/mail'),
  /** The sender's address; required with smtp. */
  MAIL_FROM: z.email().optional(),
};

export type MailSettings = z.output<z.ZodObject<typeof mailSettings>>;

/** What is wrong with settings that are each right by themselves: setting -> message. */
export const checkSender = (settings: MailSettings): Readonly<Record<string, string>> =>
  settings.MAIL_URL.kind === 'smtp' && settings.MAIL_FROM === undefined
    ? { MAIL_FROM: 'is required to send by SMTP' }
    : {};
