import { folderTransport } from './folder-transport.ts';
import type { MailSettings } from './mail-settings.ts';
import type { MailTransport } from './mail-transport.ts';
import { smtpTransport } from './smtp-transport.ts';

/** The transport that the configuration names. */
export const createMailTransport = (
  { MAIL_URL, MAIL_FROM }: MailSettings,
  storeName: string,
): MailTransport => {
  const from = `"${storeName.replace(/["\\\r\n]/g, '')}" <${MAIL_FROM ?? 'shop@localhost'}>`;
  return MAIL_URL.kind === 'smtp'
    ? smtpTransport(MAIL_URL.url, from)
    : folderTransport(MAIL_URL.folder, from);
};
