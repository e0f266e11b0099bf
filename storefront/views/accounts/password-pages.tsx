import type { Site } from '../../site.ts';
import { Field } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';
import { NewPasswordField } from './register-page.tsx';

type FormProps = { site: Site; form: FormState };

export const ForgotPasswordPage = ({ site, form }: FormProps) => (
  <AccountFormPage
    site={site}
    title="Forgot your password?"
    form={form}
    action="/forgot-password"
    submit="Send me the link"
    intro={<p class="lead">We mail you a link to choose a new one.</p>}
    fields={
      <Field form={form} name="email" label="E-mail address" type="email" autocomplete="username" />
    }
  />
);

type ResetPasswordPageProps = FormProps & { token: string; email: string };

export const ResetPasswordPage = ({ site, form, token, email }: ResetPasswordPageProps) => (
  <AccountFormPage
    site={site}
    title="Choose a new password"
    form={form}
    action="/reset-password"
    submit="Save the password"
    intro={<p>You are then logged out everywhere and log in with the new one.</p>}
    fields={
      <>
        <input type="hidden" name="token" value={token} />
        <div class="field">
          <label for="email">E-mail address</label>
          <input id="email" type="email" value={email} autocomplete="username" readonly />
        </div>
        <NewPasswordField form={form} name="password" label="New password" />
      </>
    }
  />
);

export const CurrentPasswordField = ({ form }: { form: FormState }) => (
  <Field
    form={form}
    name="currentPassword"
    label="Your present password"
    type="password"
    autocomplete="current-password"
  />
);

export const ChangePasswordPage = ({
  site,
  form,
  notice,
}: FormProps & { notice: string | undefined }) => (
  <AccountFormPage
    site={site}
    title="Password"
    form={form}
    action="/account/password"
    submit="Change the password"
    menu="/account/password"
    notice={notice}
    intro={<p>Everywhere else you are logged out.</p>}
    fields={
      <>
        <CurrentPasswordField form={form} />
        <NewPasswordField form={form} name="newPassword" label="New password" />
      </>
    }
  />
);
