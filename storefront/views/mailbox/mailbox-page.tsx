import type { MailboxMail } from '../../mail/mailbox.ts';
import type { Site } from '../../site.ts';
import { Layout } from '../layout.tsx';

const meta = (site: Site, title: string) => ({
  title: `${title} · ${site.name}`,
  description: 'Mails of a shop that runs alone on its machine',
});

const urls = /(https?:\/\/[^\s<>"]+)/;

/** The text with its addresses as links. */
const LinkedText = ({ text }: { text: string }) => (
  <>{text.split(urls).map((part, index) => (index % 2 === 1 ? <a href={part}>{part}</a> : part))}</>
);

export const MailboxPage = ({ site, mails }: { site: Site; mails: readonly MailboxMail[] }) => (
  <Layout site={site} meta={meta(site, 'Mailbox')}>
    <h1>Mailbox</h1>
    <p class="lead">
      This shop runs alone on its machine: the mails it would send are kept here. Only this machine
      can see them.
    </p>
    {mails.length === 0 ? (
      <p class="section">No mail was sent yet.</p>
    ) : (
      <section class="table-scroll" aria-label="Mails" tabindex={0}>
        <table class="table">
          <thead>
            <tr>
              <th scope="col">Subject</th>
              <th scope="col">To</th>
              <th scope="col">Time</th>
            </tr>
          </thead>
          <tbody>
            {mails.map(({ name, subject, to, date }) => (
              <tr>
                <th scope="row">
                  <a href={`/mailbox/${encodeURIComponent(name)}`}>{subject}</a>
                </th>
                <td>{to}</td>
                <td>{date.slice(0, 16).replace('T', ' ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    )}
  </Layout>
);

export const MailPage = ({ site, mail }: { site: Site; mail: MailboxMail }) => (
  <Layout site={site} meta={meta(site, mail.subject)}>
    <p>
      <a href="/mailbox">Mailbox</a>
    </p>
    <h1>{mail.subject}</h1>
    <p class="lead">To {mail.to}</p>
    <div class="mail-text">
      <LinkedText text={mail.text} />
    </div>
  </Layout>
);
