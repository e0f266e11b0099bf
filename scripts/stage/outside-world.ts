import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openMailbox } from '../../storefront/mail/mailbox.ts';
import { type FakeSlack, startFakeSlack } from '../../tests/support/fake-slack.ts';
import {
  type HostedPaymentProvider,
  startHostedPaymentProvider,
} from '../../tests/support/hosted-payment-provider.ts';
import { buildOutsidePage } from './outside-page.ts';

export type OutsideWorld = {
  readonly slack: FakeSlack;
  readonly payments: HostedPaymentProvider;
  readonly mailFolder: string;
  /** Where a person sees what all of them have received. */
  readonly pageOrigin: string;
};

/** Starts who the shop talks to: a chat, a payment provider, and a folder for mails. */
export const startOutsideWorld = async (
  mailFolder: string,
  cleanUps: (() => unknown)[],
): Promise<OutsideWorld> => {
  const slack = await startFakeSlack();
  cleanUps.push(slack.stop);
  const payments = await startHostedPaymentProvider();
  cleanUps.push(payments.close);
  const mailbox = openMailbox(mailFolder);
  const server = createServer(async (_request, response) => {
    const page = buildOutsidePage({
      messages: slack.messages(),
      sessions: [...payments.sessions.values()],
      refunds: payments.refunds,
      mails: await mailbox.list(),
    });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanUps.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const pageOrigin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { slack, payments, mailFolder, pageOrigin };
};
