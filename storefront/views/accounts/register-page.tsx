import type { Site } from '../../site.ts';
import { Field } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';

type RegisterPageProps = { site: Site; form: FormState; next: string };

export const RegisterPage = ({ site, form, next }: RegisterPageProps) => (
  <AccountFormPage
    site={site}
    title="Make an account"
    form={form}
    action="/register"
    submit="Send me the link"
    intro={
      <p class="lead">
        We mail you a link. It leads to the page where you choose your name and password.
      </p>
    }
    fields={
      <>
        <input type="hidden" name="next" value={next} />
        <Field form={form} name="email" label="E-mail address" type="email" autocomplete="email" />
      </>
    }
    after={
      <p>
        <a class="more" href={`/login?next=${encodeURIComponent(next)}`}>
          You have an account? Log in
        </a>
      </p>
    }
  />
);

type FinishPageProps = RegisterPageProps & { token: string; email: string };

/** Where the mailed link leads. */
export const FinishRegistrationPage = ({ site, form, next, token, email }: FinishPageProps) => (
  <AccountFormPage
    site={site}
    title="Finish your account"
    form={form}
    action="/register/finish"
    submit="Make my account"
    fields={
      <>
        <input type="hidden" name="token" value={token} />
        <input type="hidden" name="next" value={next} />
        <div class="field">
          <label for="email">E-mail address</label>
          <input id="email" type="email" value={email} autocomplete="username" readonly />
        </div>
        <Field form={form} name="name" label="Name" autocomplete="name" maxlength={120} />
        <NewPasswordField form={form} name="password" label="Password" />
      </>
    }
  />
);

export const NewPasswordField = (props: { form: FormState; name: string; label: string }) => (
  <Field
    {...props}
    type="password"
    autocomplete="new-password"
    hint="8 to 128 characters. Several words are easy to keep in mind and hard to guess."
  />
);
