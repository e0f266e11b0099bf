import { type Context, Hono } from 'hono';
import * as z from 'zod';
import { addressFields } from '../../accounts/address.ts';
import { deleteAddress } from '../../accounts/delete-address.ts';
import { findAddress, findAddresses } from '../../accounts/find-addresses.ts';
import { saveAddress } from '../../accounts/save-address.ts';
import { setDefaultAddress } from '../../accounts/set-default-address.ts';
import { ShopError } from '../../errors.ts';
import type { AppEnv } from '../../http/app-env.ts';
import { getShopper } from '../../http/session.ts';
import type { Services } from '../../services.ts';
import { AddressesPage, AddressPage } from '../../views/accounts/address-pages.tsx';
import { answerForm } from '../answer-form.ts';
import { privatePage, seeOther } from '../private-page.ts';
import { findNotice } from './notices.ts';

const readId = (c: Context<AppEnv>): number => {
  const id = c.req.param('id') ?? '';
  if (!/^[1-9]\d{0,14}$/.test(id)) throw new ShopError('NOT_FOUND');
  return Number(id);
};

export const addressRoutes = (services: Services): Hono<AppEnv> => {
  const { site, database, commerce } = services;
  const { countries } = commerce.rules;
  const schema = z.object({
    ...addressFields(countries),
    isDefault: z.string().transform((value) => value === 'on'),
  });

  const save = async (c: Context<AppEnv>, id?: number) => {
    const { userId } = await getShopper(c, services);
    const which = id === undefined ? {} : { id };
    return answerForm(c, {
      schema,
      show: (form) => <AddressPage site={site} form={form} countries={countries} {...which} />,
      work: async ({ isDefault, ...fields }) => {
        await saveAddress(services, { userId, fields, isDefault, ...which });
        return seeOther(c, '/account/addresses?done=address-saved');
      },
    });
  };

  return new Hono<AppEnv>()
    .get('/account/addresses', async (c) => {
      const { userId } = await getShopper(c, services);
      const addresses = await findAddresses(database.writer, userId);
      const notice = findNotice(c.req.query('done'));
      return privatePage(c, <AddressesPage site={site} addresses={addresses} notice={notice} />);
    })
    .get('/account/addresses/new', async (c) => {
      const { name } = await getShopper(c, services);
      const form = { values: { name, country: countries[0] ?? '' }, problems: {} };
      return privatePage(c, <AddressPage site={site} form={form} countries={countries} />);
    })
    .post('/account/addresses/new', (c) => save(c))
    .get('/account/addresses/:id', async (c) => {
      const id = readId(c);
      const { userId } = await getShopper(c, services);
      const address = await findAddress(database.writer, userId, id);
      if (!address) throw new ShopError('NOT_FOUND');
      const { id: _, isDefault, ...fields } = address;
      const form = { values: { ...fields, isDefault: isDefault ? 'on' : '' }, problems: {} };
      return privatePage(c, <AddressPage site={site} form={form} id={id} countries={countries} />);
    })
    .post('/account/addresses/:id', (c) => save(c, readId(c)))
    .post('/account/addresses/:id/default', async (c) => {
      const { userId } = await getShopper(c, services);
      await setDefaultAddress(services, { userId, id: readId(c) });
      return seeOther(c, '/account/addresses?done=saved');
    })
    .post('/account/addresses/:id/delete', async (c) => {
      const { userId } = await getShopper(c, services);
      await deleteAddress(services, { userId, id: readId(c) });
      return seeOther(c, '/account/addresses?done=address-deleted');
    });
};
