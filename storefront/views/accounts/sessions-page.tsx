import type { Site } from '../../site.ts';
import { emptyForm } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';

export type ShownSession = {
  readonly isThisOne: boolean;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
};

type SessionsPageProps = { site: Site; sessions: readonly ShownSession[] };

export const SessionsPage = ({ site, sessions }: SessionsPageProps) => {
  const format = new Intl.DateTimeFormat(site.locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  const Moment = ({ date }: { date: Date }) => (
    <time datetime={date.toISOString()}>{format.format(date)} UTC</time>
  );
  return (
    <AccountFormPage
      site={site}
      title="Where you are logged in"
      form={emptyForm}
      action="/account/sessions"
      submit="Log out everywhere"
      danger
      menu="/account/sessions"
      intro={
        <section class="table-scroll" aria-label="Log-ins" tabindex={0}>
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Device</th>
                <th scope="col">Logged in</th>
                <th scope="col">Last used</th>
              </tr>
            </thead>
            <tbody>
              {sessions.map(({ isThisOne, startedAt, lastSeenAt }) => (
                <tr>
                  <td>{isThisOne ? 'This one' : 'Another one'}</td>
                  <td>
                    <Moment date={startedAt} />
                  </td>
                  <td>
                    <Moment date={lastSeenAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      }
      fields={<p>This ends all of them, the one you are using too.</p>}
    />
  );
};
