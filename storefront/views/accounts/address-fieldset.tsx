import type { Site } from '../../site.ts';
import { Field, SelectField } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';

type AddressFieldsetProps = { site: Site; form: FormState; countries: readonly string[] };

/** The fields of an address, named as `addressFields` reads them. */
export const AddressFieldset = ({ site, form, countries }: AddressFieldsetProps) => {
  const names = new Intl.DisplayNames(site.locale, { type: 'region' });
  const options = countries.map((code) => ({ value: code, label: names.of(code) ?? code }));
  return (
    <>
      <Field form={form} name="name" label="Name" autocomplete="name" maxlength={120} />
      <Field
        form={form}
        name="line1"
        label="Address"
        autocomplete="address-line1"
        maxlength={120}
      />
      <Field
        form={form}
        name="line2"
        label="Address line 2"
        autocomplete="address-line2"
        maxlength={120}
        required={false}
      />
      <div class="field-row">
        <Field
          form={form}
          name="postcode"
          label="Postcode"
          autocomplete="postal-code"
          maxlength={20}
        />
        <Field form={form} name="city" label="City" autocomplete="address-level2" maxlength={80} />
      </div>
      <Field
        form={form}
        name="region"
        label="State or region"
        autocomplete="address-level1"
        maxlength={80}
        required={false}
      />
      <SelectField
        form={form}
        name="country"
        label="Country"
        autocomplete="country"
        options={options}
      />
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
  );
};
