import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import pino from 'pino';
import type { Database } from '../../../storefront/db/open-database.ts';
import { transact } from '../../../storefront/db/transact.ts';
import { enqueueMail } from '../../../storefront/mail/enqueue-mail.ts';
import { folderTransport } from '../../../storefront/mail/folder-transport.ts';
import type { MailTransport, OutgoingMail } from '../../../storefront/mail/mail-transport.ts';
import { openMailbox } from '../../../storefront/mail/mailbox.ts';
import { maxAttempts, sendDueMail } from '../../../storefront/mail/send-due-mail.ts';
import type { Site } from '../../../storefront/site.ts';
import { describeEachDatabase } from '../../support/databases.ts';
import { minutesAfter, noon } from '../../support/shopping.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const logger = pino({ level: 'silent' });

const site: Site = {
  name: 'Tidemarket',
  locale: 'en-US',
  currency: 'USD',
  origin: 'https://shop.example',
  formatMoney: String,
  asset: String,
};

const payload = {
  reference: 'abcdefghijklmnopqrstuvwxyz',
  name: 'Ada',
  lines: [],
  deliveryMinor: 0,
  taxMinor: 0,
  taxIncluded: false,
  totalMinor: 0,
  isPaid: true,
  paymentTitle: '',
};

const enqueue = (database: Database, messageId: string, recipient = 'ada@shop.example') =>
  transact(database.writer, (trx) =>
    enqueueMail(trx, { kind: 'order-confirmation', recipient, messageId, payload, now: noon }),
  );

/** Keeps what it is given to send; `send` may be replaced to fail. */
const recordingTransport = (onSend: (mail: OutgoingMail) => void = () => {}) => {
  const sent: OutgoingMail[] = [];
  const transport: MailTransport = {
    send: async (mail) => {
      onSend(mail);
      sent.push(mail);
    },
    close: () => {},
  };
  return { sent, transport };
};

const send = (database: Database, transport: MailTransport, now = noon) =>
  sendDueMail({ db: database.writer, transport, site, logger, now: () => now });

const rowsOf = (database: Database) =>
  database.writer.selectFrom('outbox_messages').selectAll().orderBy('id').execute();

describeEachDatabase('the outbox', (openTestDatabase) => {
  it('sends each mail once, whoever sends, under its own message id, and forgets what was in it', async () => {
    const database = await openTestDatabase();
    const ids = Array.from({ length: 12 }, (_, index) => `mail-${index}`);
    for (const id of ids) await enqueue(database, id);
    const { sent, transport } = recordingTransport();

    await Promise.all(Array.from({ length: 4 }, () => send(database, transport)));

    expect(sent.map(({ messageId }) => messageId).sort()).toEqual(
      ids.map((id) => `${id}@shop.example`).sort(),
    );
    const rows = await rowsOf(database);
    expect(new Set(rows.map(({ status, payload }) => `${status} ${payload}`))).toEqual(
      new Set(['sent {}']),
    );
    expect(await send(database, transport, minutesAfter(600))).toBe(0);
  });

  it('holds nothing of a transaction that was given up', async () => {
    const database = await openTestDatabase();

    const failed = transact(database.writer, async (trx) => {
      const mail = { recipient: 'ada@shop.example', messageId: 'lost', payload, now: noon };
      await enqueueMail(trx, { ...mail, kind: 'order-confirmation' });
      throw new Error('given up');
    });

    await expect(failed).rejects.toThrow('given up');
    expect(await rowsOf(database)).toEqual([]);
  });

  it('causes one copy, with the same message id, when a sender dies before noting the mail down', async () => {
    const database = await openTestDatabase();
    await enqueue(database, 'crash');
    const { sent, transport } = recordingTransport();
    const dying: MailTransport = {
      close: () => {},
      send: async (mail) => {
        await transport.send(mail);
        // What this process does from here on never reaches the database.
        await new Promise(() => {});
      },
    };
    void send(database, dying);
    while (sent.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));

    expect(await send(database, transport, minutesAfter(4))).toBe(0);
    expect(await send(database, transport, minutesAfter(6))).toBe(1);
    expect(await send(database, transport, minutesAfter(600))).toBe(0);

    expect(sent.map(({ messageId }) => messageId)).toEqual(Array(2).fill('crash@shop.example'));
  });

  it('tries again with growing pauses, keeps what it gives up, and is not held up by it', async () => {
    const database = await openTestDatabase();
    await enqueue(database, 'bad', 'bounces@shop.example');
    await enqueue(database, 'good');
    const tries: number[] = [];
    let minute = 0;
    const { sent, transport } = recordingTransport(({ to }) => {
      if (!to.startsWith('bounces')) return;
      tries.push(minute);
      throw new Error('450 mailbox busy');
    });

    for (minute = 0; minute < 48 * 60; minute += 1) {
      if (tries.length >= maxAttempts) break;
      const due = await database.writer.selectFrom('outbox_messages').select('due_at').execute();
      expect(due).toHaveLength(2);
      minute += minute > 10 ? 9 : 0;
      await send(database, transport, minutesAfter(minute));
    }
    await send(database, transport, minutesAfter(10_000));

    expect(sent.map(({ messageId }) => messageId)).toEqual(['good@shop.example']);
    expect(tries).toHaveLength(maxAttempts);
    const pauses = tries.slice(1).map((at, index) => at - (tries[index] ?? 0));
    expect(pauses.at(-1) ?? 0).toBeGreaterThan(pauses[0] ?? 0);
    expect((await rowsOf(database))[0]).toMatchObject({
      status: 'failed',
      attempts: maxAttempts,
      last_error: 'Error: 450 mailbox busy',
    });
  });

  it('keeps a mail of a kind that this version does not know for one that does', async () => {
    const database = await openTestDatabase();
    await enqueue(database, 'future');
    await database.writer.updateTable('outbox_messages').set({ kind: '__proto__' }).execute();
    const { sent, transport } = recordingTransport();

    await send(database, transport);

    expect(sent).toEqual([]);
    expect(await rowsOf(database)).toMatchObject([{ status: 'pending', attempts: 1 }]);
  });

  it('writes mails into a folder that the mailbox shows, a copy over its first', async () => {
    const database = await openTestDatabase();
    const folder = createTempDir();
    const transport = folderTransport(folder.path, 'Tidemarket <shop@shop.example>');
    await enqueue(database, 'order-a-confirmation');
    await send(database, transport);
    await database.writer
      .updateTable('outbox_messages')
      .set({ status: 'pending', payload: JSON.stringify(payload) })
      .execute();
    await send(database, transport, minutesAfter(60));

    const mailbox = openMailbox(folder.path);
    expect(readdirSync(folder.path).sort()).toEqual([
      'order-a-confirmation.eml',
      'order-a-confirmation.json',
    ]);
    const eml = readFileSync(join(folder.path, 'order-a-confirmation.eml'), 'utf8');
    expect(eml).toContain('Message-ID: <order-a-confirmation@shop.example>');
    expect(eml).toContain('To: ada@shop.example');
    expect(await mailbox.list()).toMatchObject([
      { name: 'order-a-confirmation', to: 'ada@shop.example' },
    ]);
    expect(await mailbox.find('../../etc/passwd')).toBeUndefined();
    expect(await mailbox.find('order-a-confirmation')).toMatchObject({
      text: expect.stringContaining('https://shop.example/orders/'),
    });
    expect(existsSync(join(folder.path, 'order-a-confirmation.eml.part'))).toBe(false);
    folder.remove();
  });
});
