import type { Site } from '../../site.ts';
import { Field } from '../forms/field.tsx';
import { emptyForm, type FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';
import { CurrentPasswordField } from './password-pages.tsx';

type ChangeEmailPageProps = { site: Site; form: FormState; email: string };

export const ChangeEmailPage = ({ site, form, email }: ChangeEmailPageProps) => (
  <AccountFormPage
    site={site}
    title="E-mail address"
    form={form}
    action="/account/email"
    submit="Send me the link"
    menu="/account/email"
    intro={
      <p>
        Your account's address is <strong>{email}</strong>. We mail a link to the new one; the
        address changes when you have followed it.
      </p>
    }
    fields={
      <>
        <Field
          form={form}
          name="email"
          label="New e-mail address"
          type="email"
          autocomplete="email"
        />
        <CurrentPasswordField form={form} />
      </>
    }
  />
);

type ConfirmEmailPageProps = { site: Site; token: string; email: string };

export const ConfirmEmailPage = ({ site, token, email }: ConfirmEmailPageProps) => (
  <AccountFormPage
    site={site}
    title="Use this address?"
    form={emptyForm}
    action="/account/email/confirm"
    submit="Use this address"
    menu="/account/email"
    intro={
      <p>
        Your account's address becomes <strong>{email}</strong>.
      </p>
    }
    fields={<input type="hidden" name="token" value={token} />}
  />
);
