import type { Cart } from '../../cart/find-cart.ts';
import type { CheckoutStep } from '../../checkout/checkout-step.ts';
import type { OrderTotals } from '../../checkout/order-totals.ts';
import type { Minor } from '../../money.ts';
import type { Site } from '../../site.ts';
import { ErrorSummary } from '../forms/error-summary.tsx';
import { errorPrefix, type FormState } from '../forms/form-state.ts';
import { CheckoutFrame } from './checkout-frame.tsx';

export type Choice = {
  readonly value: string;
  readonly title: string;
  readonly description: string;
  readonly amountMinor?: Minor;
};

type ChoiceStepProps = {
  site: Site;
  cart: Cart;
  totals: OrderTotals;
  step: CheckoutStep;
  nextStep: CheckoutStep;
  title: string;
  field: string;
  choices: readonly Choice[];
  chosen: string;
  form: FormState;
};

/** A step that chooses one from a list. */
export const ChoiceStep = (props: ChoiceStepProps) => {
  const { site, cart, totals, step, nextStep, title, field, choices, chosen, form } = props;
  const problem = form.problems[field];
  return (
    <CheckoutFrame
      site={site}
      cart={cart}
      totals={totals}
      step={step}
      nextStep={nextStep}
      hasProblems={errorPrefix(form) !== ''}
    >
      <ErrorSummary form={form} />
      <form method="post" action={`/checkout/${step}`}>
        <fieldset class="choices" id={field} aria-describedby={problem && `${field}-error`}>
          <legend class="visually-hidden">{title}</legend>
          {choices.map(({ value, title, description, amountMinor }) => (
            <label class="choice">
              <input type="radio" name={field} value={value} checked={value === chosen} required />
              <span>
                {title}
                <span class="field-hint choice-text">{description}</span>
              </span>
              {amountMinor !== undefined && (
                <span>{amountMinor === 0 ? 'Free' : site.formatMoney(amountMinor)}</span>
              )}
            </label>
          ))}
        </fieldset>
        {problem && (
          <p class="field-error" id={`${field}-error`}>
            {problem}
          </p>
        )}
        <button class="button button--large" type="submit">
          Continue
        </button>
      </form>
    </CheckoutFrame>
  );
};
