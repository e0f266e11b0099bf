import { type CheckoutRules, toCheckoutRules } from './checkout/checkout-rules.ts';
import type { Config } from './config.ts';
import { type Mailbox, openMailbox } from './mail/mailbox.ts';
import { createPaymentProviders } from './payments/create-providers.ts';
import type { PaymentProviders } from './payments/payment-provider.ts';

/** How this shop sells. */
export type Commerce = {
  readonly rules: CheckoutRules;
  readonly providers: PaymentProviders;
  readonly paymentExpiryMinutes: number;
  /** The mails of a shop that runs alone on its machine; undefined everywhere else. */
  readonly mailbox: Mailbox | undefined;
};

const localHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

const isLocal = (publicOrigin: string | undefined): boolean =>
  publicOrigin === undefined ||
  (publicOrigin.startsWith('http:') && localHosts.includes(new URL(publicOrigin).hostname));

/** What the configuration says about selling. */
export const createCommerce = (config: Config): Commerce => ({
  rules: toCheckoutRules(config),
  providers: createPaymentProviders(config),
  paymentExpiryMinutes: config.PAYMENT_EXPIRY_MINUTES,
  mailbox:
    config.MAIL_URL.kind === 'folder' && isLocal(config.PUBLIC_ORIGIN)
      ? openMailbox(config.MAIL_URL.folder)
      : undefined,
});
