import { setTimeout as sleep } from 'node:timers/promises';
import { hiddenFields } from '../bench/visitor.ts';
import { type Answered, type Browser, RequestFailed } from './browser.ts';
import type { HistoryEntry } from './history.ts';
import { readShown } from './read-shown.ts';

export type ShopperOptions = {
  readonly browser: Browser;
  readonly write: (entry: HistoryEntry) => void;
  /** Up to twice this between two requests. */
  readonly thinkMs: number;
  /** True once nothing new is to be begun. */
  readonly isOver: () => boolean;
};

export type JourneyEnd = 'ordered' | 'sold out' | 'over';

class Over extends Error {}

const address = {
  email: 'load@shop.example',
  name: 'Load Shopper',
  line1: '12 Quay Street',
  line2: '',
  city: 'Portland',
  region: 'ME',
  postcode: '04101',
  country: 'US',
  phone: '',
};

const pick = <T>(list: readonly T[]): T | undefined =>
  list[Math.floor(Math.random() * list.length)];

const linksTo = (html: string, pattern: RegExp): readonly string[] => [
  ...new Set([...html.matchAll(pattern)].map(([, path = '']) => path.replaceAll('&amp;', '&'))),
];

const isAt = (location: string | undefined, path: string): boolean =>
  location === path || location?.startsWith(`${path}?`) === true;

/** Does a step, again after a pause as long as it fails, and thinks after it. */
const createPatience =
  ({ thinkMs, isOver }: ShopperOptions) =>
  async <T>(step: () => Promise<T>): Promise<T> => {
    for (;;) {
      if (isOver()) throw new Over();
      try {
        const done = await step();
        await sleep(Math.random() * 2 * thinkMs);
        return done;
      } catch (error) {
        if (!(error instanceof RequestFailed)) throw error;
        await sleep(250 + Math.random() * 2 * thinkMs);
      }
    }
  };

const goTo = async (browser: Browser, { location }: Answered): Promise<Answered> => {
  if (location === undefined) throw new Error('led nowhere');
  const next = await browser.get(location);
  return next.location === undefined ? next : goTo(browser, next);
};

/** Sends the review until the shop has said what became of it. */
const placeOrder = async (
  options: ShopperOptions,
  patiently: ReturnType<typeof createPatience>,
  review: Answered,
): Promise<JourneyEnd> => {
  const { browser, write } = options;
  const form = hiddenFields(review, '/checkout/review');
  const key = form['idempotency_key'] ?? '';
  write({ kind: 'submitted', at: new Date().toISOString(), key });
  const answer = await patiently(() => browser.post('/checkout/review', form));
  if (answer.status === 409) return placeOrder(options, patiently, answer);
  if (isAt(answer.location, '/cart')) return 'sold out';
  const reference = /^\/orders\/([^?/]+)\?notice=placed$/.exec(answer.location ?? '')?.[1];
  if (!reference) throw new Error(`the order led to ${answer.location}`);
  const at = new Date().toISOString();
  write({ kind: 'acknowledged', at, key, reference, ...readShown(form['shown'] ?? '') });
  const page = await patiently(() => goTo(browser, answer));
  if (!page.html.includes(reference))
    throw new Error(`the page of ${reference} shows another order`);
  return 'ordered';
};

const shop = async (options: ShopperOptions): Promise<JourneyEnd> => {
  const { browser } = options;
  const patiently = createPatience(options);
  const get = (path: string) => patiently(() => browser.get(path));
  const send = (path: string, form: Readonly<Record<string, string>>) =>
    patiently(async () => goTo(browser, await browser.post(path, form)));

  const home = await get('/shop');
  const category = pick(linksTo(home.html, /href="(\/products\?category=[^"#]+)"/g));
  const list = await get(category ?? '/products');
  const path = pick(linksTo(list.html, /href="(\/products\/[^"?#]+)"/g));
  if (path === undefined) throw new Error(`${list.path} shows no product`);
  const product = await get(path);
  if (!product.html.includes('action="/cart/items"')) return 'sold out';
  const item = { ...hiddenFields(product, '/cart/items'), quantity: '1' };
  const added = await patiently(() => browser.post('/cart/items', item));
  if (added.status === 409) return 'sold out';
  await patiently(() => goTo(browser, added));
  const first = await patiently(async () => goTo(browser, await browser.get('/checkout')));
  if (!first.path.startsWith('/checkout/')) return 'sold out';
  await send('/checkout/address', address);
  await send('/checkout/delivery', { delivery_method: 'standard' });
  const review = await send('/checkout/payment', { payment_provider: 'on-delivery' });
  if (!review.path.startsWith('/checkout/review')) return 'sold out';
  return placeOrder(options, patiently, review);
};

/**
 * One journey of a guest, from the home page to an order, with every step tried until it works.
 * @throws when the shop answers with something else than it should
 */
export const runJourney = async (options: ShopperOptions): Promise<JourneyEnd> => {
  try {
    return await shop(options);
  } catch (error) {
    if (error instanceof Over) return 'over';
    throw error;
  }
};
