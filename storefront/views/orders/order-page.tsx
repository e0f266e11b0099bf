import type { Order, OrderLine } from '../../orders/find-order.ts';
import { shortReference } from '../../orders/order-reference.ts';
import type { Site } from '../../site.ts';
import { AccountNav } from '../accounts/account-nav.tsx';
import { LinePicture } from '../cart/line-picture.tsx';
import { Totals } from '../cart/totals.tsx';
import { AddressLines } from '../checkout/address-lines.tsx';
import { Layout } from '../layout.tsx';
import { productPath } from '../paths.ts';
import { formatDay, paymentText, statusTitle } from './order-words.ts';

const notices = {
  placed: { text: 'Thank you! Your order is placed.', tone: 'success' },
  cancelled: { text: 'Your order is cancelled.', tone: 'success' },
  sent: { text: 'This order was sent already, so it cannot be cancelled.', tone: 'warning' },
  unavailable: {
    text: 'The payment page cannot be reached just now. Your order is kept: please try to pay again in a moment.',
    tone: 'warning',
  },
} as const;

export type OrderNotice = keyof typeof notices;

/** The notice that an address asks for, if there is such a one. */
export const toOrderNotice = (text: string | undefined): OrderNotice | undefined =>
  text !== undefined && Object.hasOwn(notices, text) ? (text as OrderNotice) : undefined;

export type OrderPageProps = {
  site: Site;
  order: Order;
  /**
   * Who looks at it. Whoever has only the address sees how far the order is, and no person:
   * not to whom it goes, and no way to change it.
   */
  viewer: 'owner' | 'holder' | 'anyone';
  /** Shown inside the account, with its menu. */
  isInAccount?: boolean;
  notice: OrderNotice | undefined;
};

const Line = ({ site, line }: { site: Site; line: OrderLine }) => (
  <li class="line">
    <LinePicture mediaPath={line.mediaPath} />
    <div class="line-text">
      <h3 class="line-title">
        {line.handle === '' ? line.title : <a href={productPath(line.handle)}>{line.title}</a>}
      </h3>
      {line.variantTitle !== '' && <p class="field-hint">{line.variantTitle}</p>}
      <p class="field-hint">
        {line.quantity} × {site.formatMoney(line.unitPriceMinor)}
      </p>
    </div>
    <p class="line-total">{site.formatMoney(line.totalMinor)}</p>
  </li>
);

const Ways = ({ order }: { order: Order }) => (
  <div class="order-ways">
    {order.status === 'pending' && (
      <form method="post" action={`/orders/${order.reference}/pay`}>
        <button class="button" type="submit">
          Pay now
        </button>
      </form>
    )}
    {order.isCancellable && (
      <form method="post" action={`/orders/${order.reference}/cancel`}>
        <button class="button button--danger" type="submit">
          Cancel the order
        </button>
      </form>
    )}
  </div>
);

const Person = ({ site, order }: { site: Site; order: Order }) => (
  <section class="order-part">
    <h2>It goes to</h2>
    <AddressLines site={site} address={order.address} />
    <p class="field-hint">Mails about it go to {order.address.email}.</p>
  </section>
);

const Stranger = () => (
  <p>
    To whom it goes is shown to the shopper only. Is it yours? <a href="/login">Log in</a>, or{' '}
    <a href="/orders/track">track it</a> with your e-mail address.
  </p>
);

export const OrderPage = ({ site, order, viewer, isInAccount = false, notice }: OrderPageProps) => {
  const shown = notice && viewer !== 'anyone' ? notices[notice] : undefined;
  const title = `Order ${shortReference(order.reference)}`;
  return (
    <Layout site={site} meta={{ title: `${title} · ${site.name}`, description: title }}>
      {isInAccount && <AccountNav current="/account/orders" />}
      <h1>{title}</h1>
      <p class="lead">
        {statusTitle[order.status]}, ordered on {formatDay(site, order.placedAt)}
      </p>
      {shown && (
        <p class={`notice notice--${shown.tone} cart-notice`} role="status">
          {shown.text}
        </p>
      )}
      <div class="columns">
        <div class="order-part">
          <h2>Your things</h2>
          <ul class="lines">
            {order.lines.map((line) => (
              <Line site={site} line={line} />
            ))}
          </ul>
          {viewer === 'anyone' ? <Stranger /> : <Person site={site} order={order} />}
          {viewer === 'holder' && order.userId === null && (
            <p>
              Would you like to find your orders in one place?{' '}
              <a href="/register">Make an account</a> with the same e-mail address: this order comes
              along.
            </p>
          )}
        </div>
        <aside class="order-summary" aria-label="Payment">
          <Totals site={site} totals={order} />
          <p>{paymentText(order)}</p>
          {viewer !== 'anyone' && <Ways order={order} />}
          <p class="field-hint order-reference">Reference: {order.reference}</p>
        </aside>
      </div>
    </Layout>
  );
};
