import type { Child } from 'hono/jsx';
import type { Site } from '../../site.ts';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { errorPrefix, type FormState } from '../forms/form-state.ts';
import { Layout } from '../layout.tsx';
import { AccountNav } from './account-nav.tsx';

type AccountFormPageProps = {
  site: Site;
  title: string;
  form: FormState;
  /** Where the form is sent. */
  action: string;
  submit: string;
  danger?: boolean;
  /** Path of the page in the account's menu; none for pages of guests, which have no menu. */
  menu?: string;
  notice?: string | undefined;
  intro?: Child;
  fields: Child;
  after?: Child;
};

/** A page of one form, as most pages of an account are. */
export const AccountFormPage = (props: AccountFormPageProps) => {
  const { site, title, form, action, submit, danger = false, menu, intro, fields, after } = props;
  return (
    <Layout
      site={site}
      meta={{ title: `${errorPrefix(form)}${title} · ${site.name}`, description: title }}
    >
      {menu !== undefined && <AccountNav current={menu} />}
      <div class="prose">
        <h1>{title}</h1>
        <Notice text={props.notice} />
        {intro}
        <ErrorSummary form={form} />
        <form method="post" action={action} class="prose" novalidate>
          {fields}
          <p>
            <button type="submit" class={danger ? 'button button--danger' : 'button'}>
              {submit}
            </button>
          </p>
        </form>
        {after}
      </div>
    </Layout>
  );
};

/** What has just been done. */
export const Notice = ({ text }: { text: string | undefined }) =>
  text ? (
    <p class="notice" role="status">
      {text}
    </p>
  ) : null;
