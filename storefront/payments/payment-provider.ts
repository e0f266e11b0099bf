import type { Minor } from '../money.ts';
import type { ProviderName } from './payment-settings.ts';

export type PaymentRequest = {
  /** The order's reference: asking again under the same one is the same payment. */
  readonly reference: string;
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly email: string;
  readonly title: string;
  /** Where the provider sends the shopper back to, paid or not. */
  readonly returnUrl: string;
  readonly expiresAt: Date;
};

/** Where the shopper pays, and the provider's name for the payment. */
export type StartedPayment = { readonly providerReference: string; readonly url: string };

export type PaymentEventKind = 'paid' | 'failed' | 'expired';

/** What a provider tells of a payment, by webhook. */
export type PaymentEvent = {
  readonly id: string;
  readonly kind: PaymentEventKind;
  /** The order's reference, as given at the start. */
  readonly reference: string;
  readonly providerReference: string;
  readonly amountMinor: Minor;
  readonly currency: string;
  readonly occurredAt: Date;
};

export type RefundRequest = {
  /** Of the payment. */
  readonly providerReference: string;
  readonly amountMinor: Minor;
  readonly key: string;
};

export type RefundOutcome =
  | { readonly isAccepted: true; readonly providerReference: string }
  | { readonly isAccepted: false; readonly reason: string };

/** A payment page of somebody else's. */
export type HostedPayments = {
  /** Origin of the payment page, which the page's content security policy has to allow. */
  readonly pageOrigin: string;
  /** @throws ShopError PAYMENT_UNAVAILABLE when the provider cannot be reached or refuses. */
  readonly start: (request: PaymentRequest) => Promise<StartedPayment>;
  /**
   * Closes an unpaid payment page, so that it takes no money any more.
   * @returns `paid` when it was paid before, `closed` otherwise.
   */
  readonly close: (providerReference: string) => Promise<'closed' | 'paid'>;
  /**
   * Reads a webhook's body; undefined for an event that means nothing to a shop.
   * @throws ShopError SIGNATURE_INVALID unless the provider signed it, lately.
   */
  readonly readEvent: (
    body: string,
    header: (name: string) => string | undefined,
    now: Date,
  ) => PaymentEvent | undefined;
  /**
   * Gives money back; asking again under the same key gives it back once.
   * @throws ShopError PAYMENT_UNAVAILABLE when the provider cannot be reached.
   */
  readonly refund: (refund: RefundRequest) => Promise<RefundOutcome>;
};

/** A way to pay. Without a hosted page the money is due later, such as on delivery. */
export type PaymentProvider = {
  readonly name: ProviderName;
  readonly title: string;
  readonly description: string;
  readonly hosted?: HostedPayments;
};

/** The ways to pay that this shop offers, in order. */
export type PaymentProviders = readonly PaymentProvider[];

export const findProvider = (
  providers: PaymentProviders,
  name: string,
): PaymentProvider | undefined => providers.find((provider) => provider.name === name);
