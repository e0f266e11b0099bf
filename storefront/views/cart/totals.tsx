import type { OrderTotals } from '../../checkout/order-totals.ts';
import { isTaxIncluded } from '../../checkout/order-totals.ts';
import type { Site } from '../../site.ts';

/** What an order or a cart comes to. */
export const Totals = ({ site, totals }: { site: Site; totals: OrderTotals }) => {
  const { subtotalMinor, deliveryMinor, taxMinor, totalMinor } = totals;
  const included = isTaxIncluded(totals);
  return (
    <dl class="summary">
      <dt>Subtotal</dt>
      <dd>{site.formatMoney(subtotalMinor)}</dd>
      <dt>Delivery</dt>
      <dd>{deliveryMinor === 0 ? 'Free' : site.formatMoney(deliveryMinor)}</dd>
      {taxMinor > 0 && !included && (
        <>
          <dt>Tax</dt>
          <dd>{site.formatMoney(taxMinor)}</dd>
        </>
      )}
      <dt class="summary-total">Total</dt>
      <dd class="summary-total">{site.formatMoney(totalMinor)}</dd>
      {taxMinor > 0 && included && (
        <>
          <dt class="field-hint">Tax included</dt>
          <dd class="field-hint">{site.formatMoney(taxMinor)}</dd>
        </>
      )}
    </dl>
  );
};
