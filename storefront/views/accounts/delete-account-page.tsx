import type { Site } from '../../site.ts';
import type { FormState } from '../forms/form-state.ts';
import { AccountFormPage } from './account-form-page.tsx';
import { CurrentPasswordField } from './password-pages.tsx';

export const DeleteAccountPage = ({ site, form }: { site: Site; form: FormState }) => (
  <AccountFormPage
    site={site}
    title="Delete your account"
    form={form}
    action="/account/delete"
    submit="Delete my account"
    danger
    menu="/account/delete"
    intro={
      <p>
        Your profile, addresses and cart are erased. Past orders stay in our books without your
        name, address and e-mail address. This cannot be undone.
      </p>
    }
    fields={<CurrentPasswordField form={form} />}
  />
);
