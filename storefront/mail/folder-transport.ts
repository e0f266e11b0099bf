import { mkdirSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import type { MailTransport } from './mail-transport.ts';

/**
 * Writes each mail into a folder: as .eml for mail programs and as .json for the mailbox page. The
 * name is the message id's, so that a mail sent twice is there once.
 */
export const folderTransport = (folder: string, from: string): MailTransport => {
  const composer = createTransport({
    streamTransport: true,
    buffer: true,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const write = async (name: string, content: string | Buffer): Promise<void> => {
    const file = join(folder, name);
    await writeFile(`${file}.part`, content, { mode: 0o600 });
    await rename(`${file}.part`, file);
  };
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return {
    send: async ({ to, messageId, ...mail }) => {
      const { message } = await composer.sendMail({
        ...mail,
        from,
        to: { name: '', address: to },
        messageId: `<${messageId}>`,
      });
      const name = messageId.replace(/@.*$/s, '').replace(/[^A-Za-z0-9.-]/g, '_');
      await write(`${name}.eml`, message as Buffer);
      const { subject, text, date } = mail;
      await write(`${name}.json`, JSON.stringify({ to, subject, text, date }));
    },
    close: () => composer.close(),
  };
};
