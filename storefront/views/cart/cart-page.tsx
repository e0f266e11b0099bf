import { maxLines, maxQuantity } from '../../cart/cart-limits.ts';
import type { CartLine as Line } from '../../cart/find-cart.ts';
import type { CheckoutRules } from '../../checkout/checkout-rules.ts';
import type { OrderTotals } from '../../checkout/order-totals.ts';
import type { Site } from '../../site.ts';
import { Layout } from '../layout.tsx';
import { CartLine } from './cart-line.tsx';
import { Totals } from './totals.tsx';

const notices = {
  reduced: 'There were not as many left as you wanted. Your cart holds what there is.',
  'sold-out': 'That has just sold out, so it was not put into your cart.',
  full: `A cart holds ${maxLines} different things. Please take something out first.`,
  quantity: `Please choose a whole number of pieces up to ${maxQuantity}.`,
  stock: 'Somebody was faster: something in your cart has just sold out. Nothing was ordered.',
} as const;

export type CartNotice = keyof typeof notices;

/** The notice that an address asks for, if there is such a one. */
export const toCartNotice = (text: string | undefined): CartNotice | undefined =>
  text !== undefined && Object.hasOwn(notices, text) ? (text as CartNotice) : undefined;

type CartPageProps = {
  site: Site;
  lines: readonly Line[];
  totals: OrderTotals;
  rules: CheckoutRules;
  notice: CartNotice | undefined;
};

const Empty = ({ site, notice }: Pick<CartPageProps, 'site' | 'notice'>) => (
  <div class="empty">
    {notice && <p class="notice notice--warning">{notices[notice]}</p>}
    <h1>Your cart is empty</h1>
    <p>What you add in the shop waits here, for a month.</p>
    <p class="empty-ways">
      <a class="button" href="/shop">
        Go to the shop
      </a>
      <a class="button button--secondary" href="/orders/track">
        Track an order
      </a>
    </p>
    <p class="empty-note">{site.name} keeps your cart when you log in.</p>
  </div>
);

const FreeDelivery = ({
  site,
  totals,
  rules,
}: Pick<CartPageProps, 'site' | 'totals' | 'rules'>) => {
  const missing = (rules.deliveryFreeFromMinor ?? 0) - totals.subtotalMinor;
  if (missing <= 0 || totals.subtotalMinor === 0) return null;
  return <p class="field-hint">{site.formatMoney(missing)} more, and delivery is free.</p>;
};

const Ways = ({ canBuy, hasChanges }: { canBuy: boolean; hasChanges: boolean }) => (
  <>
    {hasChanges && (
      <form method="post" action="/cart/adjust">
        <button class={`button button--wide${canBuy ? ' button--secondary' : ''}`} type="submit">
          Accept the changes
        </button>
      </form>
    )}
    {canBuy && (
      <a class="button button--large button--wide" href="/checkout">
        Check out
      </a>
    )}
  </>
);

export const CartPage = ({ site, lines, totals, rules, notice }: CartPageProps) => {
  const canBuy = lines.every(({ state }) => state === 'ok');
  const isAnySold = lines.some(({ state }) => state === 'ok' || state === 'reduced');
  const isRepriced = lines.some((line) => line.unitPriceMinor !== line.seenPriceMinor);
  return (
    <Layout site={site} meta={{ title: `Your cart · ${site.name}`, description: 'Your cart.' }}>
      {lines.length === 0 ? (
        <Empty site={site} notice={notice} />
      ) : (
        <>
          <h1>Your cart</h1>
          {notice && (
            <p class="notice notice--warning cart-notice" role="status">
              {notices[notice]}
            </p>
          )}
          {!canBuy && notice !== 'stock' && (
            <p class="notice notice--warning cart-notice">
              Some things are no longer there as you wanted them. Please look at the marked lines.
            </p>
          )}
          <div class="columns">
            <div>
              <ul class="lines">
                {lines.map((line) => (
                  <CartLine site={site} line={line} />
                ))}
              </ul>
              <form class="cart-empty" method="post" action="/cart/empty">
                <button class="button button--quiet" type="submit">
                  Empty the cart
                </button>
              </form>
            </div>
            <aside class="order-summary" aria-label="Summary">
              {isAnySold && <Totals site={site} totals={totals} />}
              <FreeDelivery site={site} totals={totals} rules={rules} />
              <Ways canBuy={canBuy} hasChanges={!canBuy || isRepriced} />
            </aside>
          </div>
        </>
      )}
    </Layout>
  );
};
