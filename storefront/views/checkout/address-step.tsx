import type { Cart } from '../../cart/find-cart.ts';
import type { CheckoutStep } from '../../checkout/checkout-step.ts';
import type { OrderTotals } from '../../checkout/order-totals.ts';
import type { Site } from '../../site.ts';
import { AddressFieldset } from '../accounts/address-fieldset.tsx';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { Field } from '../forms/field.tsx';
import { errorPrefix, type FormState } from '../forms/form-state.ts';
import { CheckoutFrame } from './checkout-frame.tsx';

type SavedAddress = {
  readonly id: number;
  readonly name: string;
  readonly line1: string;
  readonly city: string;
};

type AddressStepProps = {
  site: Site;
  cart: Cart;
  totals: OrderTotals;
  nextStep: CheckoutStep;
  form: FormState;
  countries: readonly string[];
  saved: readonly SavedAddress[];
  isGuest: boolean;
};

/** Saved addresses fill in the form below, where they can still be changed. */
const SavedAddresses = ({ saved }: { saved: readonly SavedAddress[] }) => (
  <nav aria-label="Your addresses">
    <p>Fill in one of your addresses:</p>
    <ul class="pills">
      {saved.map(({ id, name, line1, city }) => (
        <li>
          <a class="pill" href={`/checkout/address?address=${id}`}>
            {name}, {line1}, {city}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);

export const AddressStep = (props: AddressStepProps) => {
  const { site, cart, totals, nextStep, form, countries, saved, isGuest } = props;
  return (
    <CheckoutFrame
      site={site}
      cart={cart}
      totals={totals}
      step="address"
      nextStep={nextStep}
      hasProblems={errorPrefix(form) !== ''}
    >
      {isGuest && (
        <p>
          You need no account. Have one? <a href="/login?next=/checkout/address">Log in</a>
        </p>
      )}
      {saved.length > 1 && <SavedAddresses saved={saved} />}
      <ErrorSummary form={form} />
      <form method="post" action="/checkout/address" novalidate>
        <Field
          form={form}
          name="email"
          label="E-mail"
          type="email"
          autocomplete="email"
          hint="We send the confirmation there."
          maxlength={254}
        />
        <AddressFieldset site={site} form={form} countries={countries} />
        <button class="button button--large" type="submit">
          Continue
        </button>
      </form>
    </CheckoutFrame>
  );
};
