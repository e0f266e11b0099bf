import { type Context, Hono } from 'hono';
import { ShopError } from '../errors.ts';
import type { AppEnv } from '../http/app-env.ts';
import type { Mailbox } from '../mail/mailbox.ts';
import type { Services } from '../services.ts';
import { MailboxPage, MailPage } from '../views/mailbox/mailbox-page.tsx';
import { privatePage } from './private-page.ts';

const isThisMachine = (c: Context<AppEnv>): boolean => {
  // A proxy on this machine would lend its address to everybody.
  if (c.req.header('x-forwarded-for') !== undefined || c.req.header('forwarded') !== undefined) {
    return false;
  }
  const address = c.env.incoming.socket.remoteAddress ?? '';
  return /^(::ffff:)?127\.\d+\.\d+\.\d+$/.test(address) || address === '::1';
};

/**
 * The mails of a shop that runs alone on its machine, links to new passwords among them: only its
 * own machine sees them. With a mail server or a public address these pages do not exist.
 */
export const mailboxRoutes = ({ site, commerce }: Services): Hono<AppEnv> => {
  const getMailbox = (c: Context<AppEnv>): Mailbox => {
    if (!commerce.mailbox || !isThisMachine(c)) throw new ShopError('NOT_FOUND');
    return commerce.mailbox;
  };

  return new Hono<AppEnv>()
    .get('/mailbox', async (c) =>
      privatePage(c, <MailboxPage site={site} mails={await getMailbox(c).list()} />),
    )
    .get('/mailbox/:name', async (c) => {
      const mail = await getMailbox(c).find(c.req.param('name'));
      if (!mail) throw new ShopError('NOT_FOUND');
      return privatePage(c, <MailPage site={site} mail={mail} />);
    });
};
