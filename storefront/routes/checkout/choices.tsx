import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { findCheckout } from '../../checkout/checkout-details.ts';
import { findNextStep, standardDelivery } from '../../checkout/checkout-step.ts';
import { type SaveCheckout, saveCheckout } from '../../checkout/save-checkout.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { readForm } from '../../http/form.ts';
import { findProvider } from '../../payments/payment-provider.ts';
import type { Services } from '../../services.ts';
import { type Choice, ChoiceStep } from '../../views/checkout/choice-step.tsx';
import { emptyForm, type FormState } from '../../views/forms/form-state.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { type CheckoutContext, findCheckoutContext } from './checkout-context.ts';

const deliveryForm = z.object({
  delivery_method: z.literal(standardDelivery, 'Choose how we deliver.'),
});

/** The steps that choose from a list: how the order is delivered, and how it is paid. */
export const choiceRoutes = (services: Services): Hono<AppEnv> => {
  const { database, site, commerce, now } = services;
  const { rules, providers } = commerce;

  const paymentForm = z.object({
    payment_provider: z
      .string()
      .refine((name) => findProvider(providers, name) !== undefined, 'Choose how you pay.'),
  });

  const deliveryChoices = ({ totals }: CheckoutContext): readonly Choice[] => [
    {
      value: standardDelivery,
      title: 'Standard delivery',
      description: 'To the address that you have given.',
      amountMinor: totals.deliveryMinor,
    },
  ];

  const paymentChoices: readonly Choice[] = providers.map(({ name, title, description }) => ({
    value: name,
    title,
    description,
  }));

  type Step = Pick<
    Parameters<typeof ChoiceStep>[0],
    'step' | 'title' | 'field' | 'choices' | 'chosen'
  >;

  const renderStep = (
    c: Context<AppEnv>,
    { cart, totals, nextStep }: CheckoutContext,
    form: FormState,
    step: Step,
  ) =>
    privatePage(
      c,
      <ChoiceStep
        site={site}
        cart={cart}
        totals={totals}
        nextStep={nextStep}
        form={form}
        {...step}
      />,
      form === emptyForm ? 200 : 422,
    );

  const renderDelivery = (c: Context<AppEnv>, checkout: CheckoutContext, form: FormState) =>
    renderStep(c, checkout, form, {
      step: 'delivery',
      title: 'Delivery',
      field: 'delivery_method',
      choices: deliveryChoices(checkout),
      chosen: checkout.details?.deliveryMethod || standardDelivery,
    });

  const renderPayment = (c: Context<AppEnv>, checkout: CheckoutContext, form: FormState) =>
    renderStep(c, checkout, form, {
      step: 'payment',
      title: 'Payment',
      field: 'payment_provider',
      choices: paymentChoices,
      chosen: checkout.details?.paymentProvider || (providers[0]?.name ?? ''),
    });

  const save = async (
    c: Context<AppEnv>,
    { cart }: CheckoutContext,
    filledIn: SaveCheckout['filledIn'],
  ) => {
    await saveCheckout(database, { cartId: cart.id, filledIn, now: now() });
    const details = await findCheckout(database.writer, cart.id);
    return seeOther(c, `/checkout/${findNextStep(details, rules, providers)}`);
  };

  /** Nobody chooses delivery before saying where to, or payment before that. */
  const isTooEarly = ({ nextStep }: CheckoutContext, step: 'delivery' | 'payment') =>
    nextStep === 'address' || (step === 'payment' && nextStep === 'delivery');

  return new Hono<AppEnv>()
    .get('/checkout/delivery', async (c) => {
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      if (isTooEarly(checkout, 'delivery')) return seeOther(c, `/checkout/${checkout.nextStep}`);
      return renderDelivery(c, checkout, emptyForm);
    })
    .post('/checkout/delivery', async (c) => {
      const form = await readForm(c, deliveryForm);
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      return form.ok ? save(c, checkout, form.data) : renderDelivery(c, checkout, form);
    })
    .get('/checkout/payment', async (c) => {
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      if (isTooEarly(checkout, 'payment')) return seeOther(c, `/checkout/${checkout.nextStep}`);
      return renderPayment(c, checkout, emptyForm);
    })
    .post('/checkout/payment', async (c) => {
      const form = await readForm(c, paymentForm);
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      return form.ok ? save(c, checkout, form.data) : renderPayment(c, checkout, form);
    });
};
