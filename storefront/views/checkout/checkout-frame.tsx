import type { Child } from 'hono/jsx';
import type { Cart } from '../../cart/find-cart.ts';
import { type CheckoutStep, checkoutSteps } from '../../checkout/checkout-step.ts';
import type { OrderTotals } from '../../checkout/order-totals.ts';
import type { Site } from '../../site.ts';
import { Totals } from '../cart/totals.tsx';
import { Layout } from '../layout.tsx';
import { countOf } from '../words.ts';

const titles: Readonly<Record<CheckoutStep, string>> = {
  address: 'Contact and address',
  delivery: 'Delivery',
  payment: 'Payment',
  review: 'Review',
};

type StepsProps = { step: CheckoutStep; nextStep: CheckoutStep };

/** Where in the checkout one stands; steps that are done can be gone back to. */
const Steps = ({ step, nextStep }: StepsProps) => {
  const current = checkoutSteps.indexOf(step);
  const reached = checkoutSteps.indexOf(nextStep);
  return (
    <ol class="steps" aria-label="Steps of the checkout">
      {checkoutSteps.map((name, index) => (
        <li
          class={index < reached && index !== current ? 'is-done' : undefined}
          aria-current={index === current ? 'step' : undefined}
        >
          {index <= reached && index !== current ? (
            <a href={`/checkout/${name}`}>{titles[name]}</a>
          ) : (
            titles[name]
          )}
        </li>
      ))}
    </ol>
  );
};

type CheckoutFrameProps = StepsProps & {
  site: Site;
  cart: Cart;
  totals: OrderTotals;
  hasProblems?: boolean;
  children: Child;
};

/** The page around every step of the checkout: the steps, the step's form, what it comes to. */
export const CheckoutFrame = (props: CheckoutFrameProps) => {
  const { site, cart, totals, step, nextStep, hasProblems = false, children } = props;
  const pieces = cart.lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return (
    <Layout
      site={site}
      meta={{
        title: `${hasProblems ? 'Error: ' : ''}${titles[step]}, checkout · ${site.name}`,
        description: 'Checkout',
      }}
    >
      <Steps step={step} nextStep={nextStep} />
      <div class="columns">
        <div class="checkout-step">
          <h1>{titles[step]}</h1>
          {children}
        </div>
        <aside class="order-summary" aria-label="Summary">
          <p>
            {countOf(pieces, 'piece')} in <a href="/cart">your cart</a>
          </p>
          <Totals site={site} totals={totals} />
        </aside>
      </div>
    </Layout>
  );
};
