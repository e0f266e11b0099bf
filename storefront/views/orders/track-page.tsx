import type { Site } from '../../site.ts';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { Field } from '../forms/field.tsx';
import { errorPrefix, type FormState } from '../forms/form-state.ts';
import { Layout } from '../layout.tsx';

export const TrackPage = ({ site, form }: { site: Site; form: FormState }) => (
  <Layout
    site={site}
    meta={{
      title: `${errorPrefix(form)}Track an order · ${site.name}`,
      description: 'See how far an order is.',
    }}
  >
    <div class="track">
      <h1>Track an order</h1>
      <p class="lead">The reference stands in the confirmation that we have sent you.</p>
      <ErrorSummary form={form} />
      <form method="post" action="/orders/track" novalidate>
        <Field
          form={form}
          name="reference"
          label="Reference"
          autocomplete="off"
          hint="26 letters and digits"
          maxlength={60}
        />
        <Field
          form={form}
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          maxlength={254}
        />
        <button class="button" type="submit">
          Track the order
        </button>
      </form>
    </div>
  </Layout>
);
