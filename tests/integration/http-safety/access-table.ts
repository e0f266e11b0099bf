/** What the owner of all the data in the table is known by. */
export type Owner = {
  readonly addressId: number;
  readonly orderReference: string;
};

/** Statuses by who asks: nobody, a shopper who owns nothing of it, and the owner. */
export type Access = {
  readonly guest: number;
  readonly other: number;
  readonly owner: number;
  /** The address to ask for, where the route's path has parameters. */
  readonly path?: (owner: Owner) => string;
  readonly form?: Readonly<Record<string, string>>;
};

const everyone = (
  status: number,
  more: Omit<Access, 'guest' | 'other' | 'owner'> = {},
): Access => ({
  guest: status,
  other: status,
  owner: status,
  ...more,
});

/** A page of one's own: guests are sent to log in, every shopper sees theirs. */
const ownPage: Access = { guest: 303, other: 200, owner: 200 };

/** A form of one's own, sent empty: guests are sent to log in, shoppers see what is missing. */
const ownForm: Access = { guest: 303, other: 422, owner: 422 };

const addressPath =
  (rest = '') =>
  ({ addressId }: Owner) =>
    `/account/addresses/${addressId}${rest}`;
const orderPath =
  (base: string, rest = '') =>
  ({ orderReference }: Owner) =>
    `${base}/${orderReference}${rest}`;

/**
 * Every route of the shop. Rows are asked in this order, each by a guest, by the other shopper and
 * then by the owner, so those that end a session or delete something stand last.
 */
export const accessTable: Readonly<Record<string, Access>> = {
  'GET /healthz': everyone(200),
  'GET /readyz': everyone(200),
  'GET /static/:name': everyone(404, { path: () => '/static/none.css' }),
  'GET /media/:name': everyone(404, { path: () => '/media/none.png' }),
  'GET /favicon.ico': everyone(302),
  'GET /robots.txt': everyone(200),
  'GET /sitemap.xml': everyone(200),
  'GET /sitemaps/shop.xml': everyone(200),
  'GET /sitemaps/:name{products-[0-9]{1,4}\\.xml}': everyone(200, {
    path: () => '/sitemaps/products-1.xml',
  }),
  'GET /': everyone(200),
  'GET /offers.html': everyone(200),
  'GET /site.webmanifest': everyone(200),
  'GET /shop': everyone(200),
  'GET /products': everyone(200),
  'GET /products/:handle': everyone(404, { path: () => '/products/none' }),
  'GET /search/suggestions': everyone(200),

  'GET /login': { guest: 200, other: 303, owner: 303 },
  'POST /login': everyone(422),
  'GET /register': { guest: 200, other: 303, owner: 303 },
  'POST /register': everyone(422),
  'GET /register/sent': everyone(200),
  'GET /register/finish': everyone(410),
  'POST /register/finish': everyone(410, { form: { name: 'Eve', password: 'six fat puffins' } }),
  'GET /forgot-password': everyone(200),
  'POST /forgot-password': everyone(422),
  'GET /forgot-password/sent': everyone(200),
  'GET /reset-password': everyone(410),
  'POST /reset-password': everyone(410, { form: { password: 'six fat puffins' } }),

  'GET /account': ownPage,
  'POST /account': ownForm,
  'GET /account/email': ownPage,
  'POST /account/email': ownForm,
  'GET /account/email/sent': ownPage,
  'GET /account/email/confirm': { guest: 303, other: 410, owner: 410 },
  'POST /account/email/confirm': { guest: 303, other: 410, owner: 410 },
  'GET /account/password': ownPage,
  'POST /account/password': ownForm,
  'GET /account/sessions': ownPage,
  'GET /account/addresses': ownPage,
  'GET /account/addresses/new': ownPage,
  'POST /account/addresses/new': ownForm,
  'GET /account/addresses/:id': { guest: 303, other: 404, owner: 200, path: addressPath() },
  'POST /account/addresses/:id': {
    guest: 303,
    other: 404,
    owner: 303,
    path: addressPath(),
    form: {
      name: 'Owner',
      line1: '1 Quay Street',
      city: 'Port Ebb',
      postcode: '04101',
      country: 'US',
    },
  },
  'GET /account/orders': ownPage,
  'GET /account/orders/:reference': {
    guest: 303,
    other: 404,
    owner: 200,
    path: orderPath('/account/orders'),
  },

  'GET /cart': everyone(200),
  'GET /cart/badge': everyone(200),
  'POST /cart/items': everyone(404),
  'POST /cart/items/:variantId': everyone(303, { path: () => '/cart/items/1' }),
  'POST /cart/adjust': everyone(303),
  'POST /cart/empty': everyone(303),
  'GET /checkout': everyone(303),
  'GET /checkout/address': everyone(303),
  'POST /checkout/address': everyone(303),
  'GET /checkout/delivery': everyone(303),
  'POST /checkout/delivery': everyone(303),
  'GET /checkout/payment': everyone(303),
  'POST /checkout/payment': everyone(303),
  'GET /checkout/review': everyone(303),
  'POST /checkout/review': everyone(400),
  'GET /orders/track': everyone(200),
  'POST /orders/track': everyone(422),
  // The reference cannot be guessed; who only knows it sees the order without the person.
  'GET /orders/:reference': everyone(200, { path: orderPath('/orders') }),
  'POST /orders/:reference/pay': {
    guest: 404,
    other: 404,
    owner: 303,
    path: orderPath('/orders', '/pay'),
  },
  'POST /webhooks/:provider': everyone(404, { path: () => '/webhooks/none' }),
  'GET /mailbox': everyone(404),
  'GET /mailbox/:name': everyone(404, { path: () => '/mailbox/none' }),

  'POST /orders/:reference/cancel': {
    guest: 404,
    other: 404,
    owner: 303,
    path: orderPath('/orders', '/cancel'),
  },
  'POST /account/addresses/:id/default': {
    guest: 303,
    other: 404,
    owner: 303,
    path: addressPath('/default'),
  },
  'POST /account/addresses/:id/delete': {
    guest: 303,
    other: 404,
    owner: 303,
    path: addressPath('/delete'),
  },
  'GET /account/delete': ownPage,
  'POST /account/delete': ownForm,
  'POST /account/sessions': { guest: 303, other: 303, owner: 303 },
  'POST /logout': everyone(303),
};
