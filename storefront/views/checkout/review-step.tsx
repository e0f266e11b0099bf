import type { Child } from 'hono/jsx';
import type { Cart, CartLine } from '../../cart/find-cart.ts';
import type { CheckoutDetails } from '../../checkout/checkout-details.ts';
import type { OrderTotals } from '../../checkout/order-totals.ts';
import { readShownLines } from '../../checkout/shown-order.ts';
import type { PaymentProvider } from '../../payments/payment-provider.ts';
import type { Site } from '../../site.ts';
import { LinePicture } from '../cart/line-picture.tsx';
import { AddressLines } from './address-lines.tsx';
import { CheckoutFrame } from './checkout-frame.tsx';

type ReviewStepProps = {
  site: Site;
  cart: Cart;
  totals: OrderTotals;
  details: CheckoutDetails;
  provider: PaymentProvider;
  idempotencyKey: string;
  shown: string;
  /** What an earlier review has shown, when something has changed since. */
  shownBefore: string | undefined;
};

type Change = { readonly unitPriceMinor: number; readonly quantity: number } | undefined;

const changeText = (site: Site, line: CartLine, before: Change): string | null => {
  if (!before) return 'New since you looked at your order.';
  if (before.unitPriceMinor !== line.unitPriceMinor) {
    const { unitPriceMinor: now } = line;
    return `The price is now ${site.formatMoney(now)}, it was ${site.formatMoney(before.unitPriceMinor)}.`;
  }
  return before.quantity === line.quantity ? null : `It was ${before.quantity} before.`;
};

const ReviewLine = ({
  site,
  line,
  change,
}: {
  site: Site;
  line: CartLine;
  change: string | null;
}) => (
  <li class="line">
    <LinePicture mediaPath={line.mediaPath} />
    <div class="line-text">
      <h3 class="line-title">{line.title}</h3>
      {line.variantTitle !== '' && <p class="field-hint">{line.variantTitle}</p>}
      <p class="field-hint">
        {line.quantity} × {site.formatMoney(line.unitPriceMinor)}
      </p>
      {change !== null && <p class="line-note">{change}</p>}
    </div>
    <p class="line-total">{site.formatMoney(line.unitPriceMinor * line.quantity)}</p>
  </li>
);

type PartProps = { title: string; href: string; children: Child };

const Part = ({ title, href, children }: PartProps) => (
  <section class="review-part">
    <div class="section-head">
      <h2>{title}</h2>
      <a href={href}>
        Change<span class="visually-hidden"> {title.toLowerCase()}</span>
      </a>
    </div>
    {children}
  </section>
);

/** Everything that will be ordered. What was changed since it was last shown is marked. */
export const ReviewStep = (props: ReviewStepProps) => {
  const { site, cart, totals, details, provider, idempotencyKey, shown, shownBefore } = props;
  const before = shownBefore === undefined ? undefined : readShownLines(shownBefore);
  const toChange = (line: CartLine): string | null => {
    if (before) return changeText(site, line, before.get(line.variantId));
    const { seenPriceMinor, quantity } = line;
    return changeText(site, line, { unitPriceMinor: seenPriceMinor, quantity });
  };
  const total = site.formatMoney(totals.totalMinor);
  return (
    <CheckoutFrame site={site} cart={cart} totals={totals} step="review" nextStep="review">
      {before && (
        <p class="notice notice--warning" role="alert">
          Something has changed since you looked. Nothing was ordered yet: please check your order.
        </p>
      )}
      <Part title="Your things" href="/cart">
        <ul class="lines">
          {cart.lines.map((line) => (
            <ReviewLine site={site} line={line} change={toChange(line)} />
          ))}
        </ul>
      </Part>
      <Part title="Contact and address" href="/checkout/address">
        <p>{details.email}</p>
        <AddressLines site={site} address={details} />
      </Part>
      <Part title="Delivery" href="/checkout/delivery">
        <p>Standard delivery</p>
      </Part>
      <Part title="Payment" href="/checkout/payment">
        <p>
          {provider.title}. <span class="field-hint">{provider.description}</span>
        </p>
      </Part>
      <form method="post" action="/checkout/review">
        <input type="hidden" name="idempotency_key" value={idempotencyKey} />
        <input type="hidden" name="shown" value={shown} />
        <button class="button button--large button--wide" type="submit">
          {provider.hosted ? `Order and pay ${total}` : `Place order, ${total}`}
        </button>
      </form>
    </CheckoutFrame>
  );
};
