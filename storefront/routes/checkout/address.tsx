import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { type Address, addressFields } from '../../accounts/address.ts';
import { emailField } from '../../accounts/email-address.ts';
import { findAddresses } from '../../accounts/find-addresses.ts';
import { findCheckout } from '../../checkout/checkout-details.ts';
import { findNextStep } from '../../checkout/checkout-step.ts';
import { saveCheckout } from '../../checkout/save-checkout.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { readForm } from '../../http/form.ts';
import { findShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { AddressStep } from '../../views/checkout/address-step.tsx';
import type { FormState } from '../../views/forms/form-state.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { type CheckoutContext, findCheckoutContext } from './checkout-context.ts';

const toValues = ({ id: _, isDefault: __, ...fields }: Address): Record<string, string> => fields;

/** The first step: whom the order goes to. */
export const addressRoutes = (services: Services): Hono<AppEnv> => {
  const { database, site, commerce, now } = services;
  const { countries } = commerce.rules;
  const schema = z.object({ email: emailField, ...addressFields(countries) });

  const findSaved = async (c: Context<AppEnv>): Promise<readonly Address[]> => {
    const shopper = await findShopper(c, services);
    return shopper ? findAddresses(database.writer, shopper.userId) : [];
  };

  const render = async (c: Context<AppEnv>, checkout: CheckoutContext, form: FormState) => {
    const isGuest = (await findShopper(c, services)) === undefined;
    const saved = await findSaved(c);
    const hasProblems = Object.keys(form.problems).length > 0;
    return privatePage(
      c,
      <AddressStep
        site={site}
        cart={checkout.cart}
        totals={checkout.totals}
        nextStep={checkout.nextStep}
        form={form}
        countries={countries}
        saved={saved}
        isGuest={isGuest}
      />,
      hasProblems ? 422 : 200,
    );
  };

  /** What was filled in before, a saved address that was asked for, or the default one. */
  const findValues = async (
    c: Context<AppEnv>,
    { details }: CheckoutContext,
  ): Promise<Record<string, string>> => {
    const shopper = await findShopper(c, services);
    const saved = await findSaved(c);
    const asked = saved.find(({ id }) => String(id) === c.req.query('address'));
    const email = details?.email || shopper?.email || '';
    if (asked) return { ...toValues(asked), email };
    if (details?.line1) {
      const { deliveryMethod: _, paymentProvider: __, ...filledIn } = details;
      return filledIn;
    }
    const usual = saved.find(({ isDefault }) => isDefault) ?? saved[0];
    if (usual) return { ...toValues(usual), email };
    return { email, name: shopper?.name ?? '', country: countries[0] ?? '' };
  };

  return new Hono<AppEnv>()
    .get('/checkout/address', async (c) => {
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      return render(c, checkout, { values: await findValues(c, checkout), problems: {} });
    })
    .post('/checkout/address', async (c) => {
      const form = await readForm(c, schema);
      const checkout = await findCheckoutContext(c, services);
      if (!checkout) return seeOther(c, '/cart');
      if (!form.ok) return render(c, checkout, form);
      const cartId = checkout.cart.id;
      await saveCheckout(database, { cartId, filledIn: form.data, now: now() });
      const details = await findCheckout(database.writer, cartId);
      return seeOther(c, `/checkout/${findNextStep(details, commerce.rules, commerce.providers)}`);
    });
};
