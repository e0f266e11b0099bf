import type { Logger } from '../logger.ts';
import { findProvider, type PaymentProviders } from './payment-provider.ts';

export type ClosePayment = { readonly providers: PaymentProviders; readonly logger: Logger };

/**
 * Closes the payment page of an order that was cancelled. It may fail: money that comes all the
 * same is refunded when its webhook does.
 */
export const closePayment = async (
  payment: { readonly provider: string; readonly providerReference: string },
  { providers, logger }: ClosePayment,
): Promise<void> => {
  const hosted = findProvider(providers, payment.provider)?.hosted;
  try {
    await hosted?.close(payment.providerReference);
  } catch (error) {
    const { provider, providerReference: provider_reference } = payment;
    logger.warn({ message: 'a payment page stays open', provider, provider_reference, error });
  }
};
