import { accessTable } from '../../integration/http-safety/access-table.ts';
import { type WebRequest, webForm, webRequest } from '../../support/waf/web-request.ts';

const reference = 'abcdefghijklmnopqrstuvwxyz';

/** What stands for the parameters in a route's path. */
const values: Readonly<Record<string, string>> = {
  handle: 'heather-honey-250-g',
  id: '4711',
  reference,
  variantId: '123456',
  provider: 'stripe',
};

const files: Readonly<Record<string, string>> = {
  '/static/:name': '/static/shop-1A2B3C4D.css',
  '/media/:name': `/media/${'3f'.repeat(32)}.webp`,
  '/mailbox/:name': '/mailbox/2026-11-22-1.eml',
  '/sitemaps/:name{products-[0-9]{1,4}\\.xml}': '/sitemaps/products-12.xml',
};

const fill = (path: string): string =>
  files[path] ??
  path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`no value for ${name} of ${path}`);
    return value;
  });

/** Fuller than any form of the shop: its longest fields, with what names and places are made of. */
const fields = {
  email: 'zoë.o’brien+shop@müller-söhne.example',
  password: 'six fat puffins; one = two & "three" \\ 4%',
  name: "Seán O'Brien-D'Arcy <Ó>",
  line1: "12/14 Queen's Rd. (rear) #3 -- 2nd floor",
  line2: 'c/o «Café l’Été», Størrebakken 4',
  city: 'Bourg-en-Bresse',
  region: 'Auvergne–Rhône-Alpes',
  postcode: 'SW1A 1AA',
  country: 'GB',
  phone: '+44 (0)20 7946 0958',
  note: `Please ring twice; select the back door, or 1 = one of the neighbours. ${'é'.repeat(500)}`,
};

const toRequest = (route: string): WebRequest => {
  const [method = '', pattern = ''] = route.split(' ');
  const path = fill(pattern);
  if (method === 'GET') return webRequest(path);
  if (path.startsWith('/webhooks/')) return paymentMessage(path, 5_000);
  return webForm(path, fields, { headers: { referer: `https://shop.example${path}` } });
};

/** What a payment provider sends, from a data centre. */
export const paymentMessage = (path: string, bytes: number): WebRequest =>
  webRequest(path, {
    method: 'POST',
    source: 'hosting',
    headers: {
      cookie: '',
      'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'content-type': 'application/json; charset=utf-8',
      'stripe-signature': `t=1795384800,v1=${'a'.repeat(64)}`,
    },
    body: JSON.stringify({
      id: 'evt_1',
      success_url: 'https://shop.example/',
      pad: 'x'.repeat(bytes),
    }),
  });

const description = `<h2>About</h2><p style="x">Union select cut; see <a href="http://203.0.113.7/">us</a></p><script>${'x'.repeat(12_000)}`;

const query = (name: string, value: string) => `${name}=${encodeURIComponent(value)}`;

/** Every route of the shop, and requests that rules of a firewall like to take for attacks. */
export const honestRequests: readonly (readonly [string, WebRequest])[] = [
  ...Object.keys(accessTable).map((route) => [route, toRequest(route)] as const),
  ...[
    "men's shirts & women's",
    'drop table (oak), 1=1 scale',
    'Größe 42 "wide"',
    'c:\\ poster; select a size',
    '日本の茶碗',
    'x'.repeat(100),
  ].map((text) => [`a search for ${text}`, webRequest(`/products?${query('q', text)}`)] as const),
  [
    'a list with every filter',
    webRequest(
      `/products?category=home&brand=${Array.from({ length: 20 }, (_, i) => `a-rather-long-brand-${i}`).join('&brand=')}&min=1&max=99.50&stock=in&sort=price-asc&page=12`,
    ),
  ],
  ['a link from a mail', webRequest(`/reset-password?token=${'t'.repeat(43)}`)],
  ['a page to come back to', webRequest('/login?next=%2Faccount%2Forders%3Fpage%3D2')],
  ['a visitor from a data centre', webRequest('/shop', { source: 'hosting' })],
  ['a long message of a payment provider', paymentMessage('/webhooks/stripe', 200_000)],
  [
    '… by way of a network that hides',
    { ...paymentMessage('/webhooks/stripe', 10), source: 'anonymous' },
  ],
  ['a long description in the back office', webForm('/backoffice/products/4711', { description })],
  ['… in a new product', webForm('/backoffice/products/new', { description })],
  [
    'a picture in the back office',
    webRequest('/backoffice/products/4711/images', {
      method: 'POST',
      headers: { 'content-type': 'multipart/form-data; boundary=x' },
      body: '\u0089PNG'.repeat(20_000),
    }),
  ],
];
