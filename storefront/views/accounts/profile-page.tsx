import type { Site } from '../../site.ts';
import { Field } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';

type ProfilePageProps = {
  site: Site;
  form: FormState;
  email: string;
  notice: string | undefined;
};

export const ProfilePage = ({ site, form, email, notice }: ProfilePageProps) => (
  <AccountFormPage
    site={site}
    title="Your account"
    form={form}
    action="/account"
    submit="Save"
    menu="/account"
    notice={notice}
    intro={
      <p>
        You are logged in as <strong>{email}</strong>.
      </p>
    }
    fields={
      <>
        <Field form={form} name="name" label="Name" autocomplete="name" maxlength={120} />
        <Field
          form={form}
          name="phone"
          label="Phone"
          type="tel"
          autocomplete="tel"
          maxlength={40}
          required={false}
        />
      </>
    }
  />
);
