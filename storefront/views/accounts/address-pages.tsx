import type { Site } from '../../site.ts';
import { Checkbox } from '../forms/field.tsx';
import type { FormState } from '../forms/form-state.ts';
import { Layout } from '../layout.tsx';
import { AccountFormPage, Notice } from './account-form-page.tsx';
import { AccountNav } from './account-nav.tsx';
import { AddressFieldset } from './address-fieldset.tsx';

export type ShownAddress = {
  readonly id: number;
  readonly isDefault: boolean;
  readonly name: string;
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly region: string;
  readonly postcode: string;
  readonly country: string;
  readonly phone: string;
};

const AddressCard = ({ site, address }: { site: Site; address: ShownAddress }) => {
  const { id, name, line1, line2, city, region, postcode, country, phone } = address;
  const names = new Intl.DisplayNames(site.locale, { type: 'region' });
  const lines = [line1, line2, `${postcode} ${city}`, region, names.of(country), phone];
  return (
    <li class="address-card">
      <h2>
        {name}
        {address.isDefault && <span class="field-hint"> (default)</span>}
      </h2>
      <address>{lines.map((text) => text && <span>{text}</span>)}</address>
      <div class="address-ways">
        <a class="button button--secondary" href={`/account/addresses/${id}`}>
          Edit<span class="visually-hidden"> {`${name}, ${line1}`}</span>
        </a>
        {!address.isDefault && (
          <form method="post" action={`/account/addresses/${id}/default`}>
            <button type="submit" class="button button--secondary">
              Make default<span class="visually-hidden"> {`${name}, ${line1}`}</span>
            </button>
          </form>
        )}
        <form method="post" action={`/account/addresses/${id}/delete`}>
          <button type="submit" class="button button--danger">
            Delete<span class="visually-hidden"> {`${name}, ${line1}`}</span>
          </button>
        </form>
      </div>
    </li>
  );
};

type AddressesPageProps = {
  site: Site;
  addresses: readonly ShownAddress[];
  notice: string | undefined;
};

export const AddressesPage = ({ site, addresses, notice }: AddressesPageProps) => (
  <Layout
    site={site}
    meta={{ title: `Addresses · ${site.name}`, description: 'Where your orders go' }}
  >
    <AccountNav current="/account/addresses" />
    <h1>Addresses</h1>
    <Notice text={notice} />
    {addresses.length === 0 ? (
      <p class="lead">You have not kept an address yet.</p>
    ) : (
      <ul class="address-list">
        {addresses.map((address) => (
          <AddressCard site={site} address={address} />
        ))}
      </ul>
    )}
    <p>
      <a class="button" href="/account/addresses/new">
        Add an address
      </a>
    </p>
  </Layout>
);

type AddressPageProps = {
  site: Site;
  form: FormState;
  /** Left out for a new one. */
  id?: number;
  countries: readonly string[];
};

export const AddressPage = ({ site, form, id, countries }: AddressPageProps) => (
  <AccountFormPage
    site={site}
    title={id === undefined ? 'Add an address' : 'Edit an address'}
    form={form}
    action={`/account/addresses/${id ?? 'new'}`}
    submit="Save the address"
    menu="/account/addresses"
    fields={
      <>
        <AddressFieldset site={site} form={form} countries={countries} />
        <Checkbox form={form} name="isDefault" label="Use this one when I check out" />
      </>
    }
  />
);
