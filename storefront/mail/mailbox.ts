import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';

const schema = z.object({
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  date: z.string(),
});

export type MailboxMail = z.output<typeof schema> & { readonly name: string };

/** The mails in a folder that `folderTransport` writes to. */
export type Mailbox = {
  /** The newest first, at most 200. */
  readonly list: () => Promise<readonly MailboxMail[]>;
  readonly find: (name: string) => Promise<MailboxMail | undefined>;
};

const mostListed = 200;

export const openMailbox = (folder: string): Mailbox => {
  const read = async (name: string): Promise<MailboxMail | undefined> => {
    try {
      const content: unknown = JSON.parse(await readFile(join(folder, `${name}.json`), 'utf8'));
      const parsed = schema.safeParse(content);
      return parsed.success ? { ...parsed.data, name } : undefined;
    } catch {
      return undefined;
    }
  };
  return {
    list: async () => {
      const files = await readdir(folder).catch(() => []);
      const names = files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5));
      const mails = await Promise.all(names.map(read));
      return mails
        .filter((mail) => mail !== undefined)
        .sort((a, b) => b.date.localeCompare(a.date))
        .slice(0, mostListed);
    },
    // The name becomes part of a path.
    find: async (name) =>
      /^[A-Za-z0-9-][A-Za-z0-9._-]{0,190}$/.test(name) ? read(name) : undefined,
  };
};
