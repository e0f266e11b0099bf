import type { Database } from '../db/open-database.ts';
import { fromTimestamp, toTimestamp } from '../db/timestamp.ts';
import { ShopError } from '../errors.ts';
import { shortReference } from '../orders/order-reference.ts';
import type { Site } from '../site.ts';
import { findProvider, type PaymentProviders } from './payment-provider.ts';

export type StartPayment = {
  readonly reference: string;
  readonly providers: PaymentProviders;
  readonly site: Pick<Site, 'name'>;
  /** Where the shopper comes back to. */
  readonly origin: string;
  readonly now: Date;
};

/**
 * Opens the payment page of an order that waits for its payment; asked again, the same page.
 * @returns the page's address, or undefined when the order waits for no payment there.
 * @throws ShopError PAYMENT_UNAVAILABLE when the provider does not answer: the order stays as it is.
 */
export const startPayment = async (
  { writer }: Database,
  { reference, providers, site, origin, now }: StartPayment,
): Promise<string | undefined> => {
  const row = await writer
    .selectFrom('payments as p')
    .innerJoin('orders as o', 'o.id', 'p.order_id')
    .select(['p.id', 'p.provider', 'p.status', 'p.amount_minor', 'p.currency', 'p.expires_at'])
    .select(['o.email'])
    .where('o.reference', '=', reference)
    .executeTakeFirst();
  if (row?.status !== 'pending' || row.expires_at === null) return undefined;
  if (row.expires_at <= toTimestamp(now)) return undefined;
  const provider = findProvider(providers, row.provider);
  if (!provider?.hosted) throw new ShopError('PAYMENT_UNAVAILABLE');
  const { providerReference, url } = await provider.hosted.start({
    reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    email: row.email,
    title: `${site.name}, order ${shortReference(reference)}`,
    returnUrl: `${origin}/orders/${reference}`,
    expiresAt: fromTimestamp(row.expires_at),
  });
  await writer
    .updateTable('payments')
    .set({ provider_reference: providerReference, updated_at: toTimestamp(now) })
    .where('id', '=', row.id)
    .where('status', '=', 'pending')
    .execute();
  return url;
};
