import type { Site } from '../../site.ts';
import { Field } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';

type LogInPageProps = { site: Site; form: FormState; next: string; notice?: string | undefined };

export const LogInPage = ({ site, form, next, notice }: LogInPageProps) => (
  <AccountFormPage
    site={site}
    title="Log in"
    form={form}
    action="/login"
    submit="Log in"
    notice={notice}
    fields={
      <>
        <input type="hidden" name="next" value={next} />
        <Field
          form={form}
          name="email"
          label="E-mail address"
          type="email"
          autocomplete="username"
        />
        <Field
          form={form}
          name="password"
          label="Password"
          type="password"
          autocomplete="current-password"
        />
      </>
    }
    after={
      <>
        <p>
          <a class="more" href="/forgot-password">
            Forgot your password?
          </a>
        </p>
        <p>
          <a class="more" href={`/register?next=${encodeURIComponent(next)}`}>
            New here? Make an account
          </a>
        </p>
      </>
    }
  />
);
