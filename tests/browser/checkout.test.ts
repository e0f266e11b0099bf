import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { insertSession } from '../../storefront/accounts/insert-session.ts';
import { type Database, openDatabase } from '../../storefront/db/open-database.ts';
import { useBrowser } from '../support/browser.ts';
import { insertUser } from '../support/builders.ts';
import { startHostedPaymentProvider } from '../support/hosted-payment-provider.ts';
import { someAddress } from '../support/shopping.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../support/storefront-process.ts';

const { email: _, ...address } = someAddress;

describe('buying in a browser', () => {
  const { openPage } = useBrowser();
  let shop: StorefrontProcess;
  let database: Database;
  let handle: string;

  beforeAll(async () => {
    shop = await startStorefront({ DEMO_CATALOG: demoCatalog });
    database = openDatabase({ url: { kind: 'sqlite', file: `${shop.folder}/shop.db` } });
    const product = await database.writer
      .selectFrom('products as p')
      .innerJoin('product_variants as v', 'v.product_id', 'p.id')
      .select(['p.handle'])
      .where('v.stock', '>', 6)
      .where('v.price_minor', '<', 2500)
      .where('p.option1_name', '=', '')
      .orderBy('p.id')
      .executeTakeFirstOrThrow();
    handle = product.handle;
    mkdirSync('var/screenshots', { recursive: true });
  });

  afterAll(async () => {
    await database?.close();
    await shop?.stop();
  });

  const logIn = async (page: Page, name: string): Promise<number> => {
    const userId = await insertUser(database, {
      name,
      email: `${name.toLowerCase()}@shop.example`,
    });
    const lifetimes = { idleMs: 86_400_000, absoluteMs: 86_400_000 };
    const value = await database.writer
      .transaction()
      .execute((trx) => insertSession(trx, lifetimes, userId, new Date()));
    await page.context().addCookies([{ name: 'session', value, url: shop.origin }]);
    return userId;
  };

  const fillAddress = async (page: Page) => {
    await page.getByLabel('E-mail').fill(someAddress.email);
    await page.getByLabel('Name').fill(someAddress.name);
    await page.getByLabel('Address', { exact: true }).fill(someAddress.line1);
    await page.getByLabel('Postcode').fill(someAddress.postcode);
    await page.getByLabel('City').fill(someAddress.city);
  };

  const next = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

  const addToCart = async (page: Page) => {
    await page.goto(`${shop.origin}/products/${handle}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await page.waitForURL('**/cart');
  };

  /** From the cart to the review. */
  const goToReview = async (page: Page) => {
    await page.getByRole('link', { name: 'Check out' }).click();
    await fillAddress(page);
    await next(page);
    await next(page);
    await next(page);
    await page.waitForURL('**/checkout/review');
  };

  it('works for a guest whose browser runs no scripts', async () => {
    const page = await openPage({ scripts: false });
    await addToCart(page);
    await goToReview(page);

    await page.getByRole('button', { name: /^Place order/ }).click();

    await page.waitForURL('**/orders/*');
    expect(await page.getByRole('status').first().textContent()).toContain('Thank you!');
    expect(await page.getByText(someAddress.line1).count()).toBe(1);
  });

  it('works with the keyboard alone', async () => {
    const page = await openPage();
    const { keyboard } = page;
    const reach = async (matches: (focused: { text: string; name: string }) => boolean) => {
      for (let steps = 0; steps < 80; steps += 1) {
        await keyboard.press('Tab');
        const focused = await page.evaluate(`(() => {
          const element = document.activeElement;
          return { text: element.textContent.trim(), name: element.getAttribute('name') ?? '' };
        })()`);
        if (matches(focused as { text: string; name: string })) return;
      }
      throw new Error(`the keyboard never gets there on ${page.url()}`);
    };
    const press = async (text: string, url: string) => {
      await reach((focused) => focused.text.startsWith(text));
      await keyboard.press('Enter');
      await page.waitForURL(url);
    };
    await page.goto(`${shop.origin}/products/${handle}`);

    await press('Add to cart', '**/cart');
    await press('Check out', '**/checkout/address');
    for (const [name, text] of Object.entries({ email: someAddress.email, ...address })) {
      await reach((focused) => focused.name === name);
      await keyboard.type(name === 'country' ? 'United S' : text);
    }
    await press('Continue', '**/checkout/delivery');
    await press('Continue', '**/checkout/payment');
    await press('Continue', '**/checkout/review');
    await press('Place order', '**/orders/*');

    expect(await page.getByText('Ada Lovelace').count()).toBe(1);
  });

  it('works for a shopper with scripts on, who then finds and cancels the order', async () => {
    const page = await openPage();
    await logIn(page, 'Grace');
    await addToCart(page);
    await page.locator('.tool-count').waitFor();
    expect(await page.locator('.tool-count').textContent()).toBe('1');
    await goToReview(page);
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.waitForURL('**/orders/*');

    await page.goto(`${shop.origin}/account/orders`);
    await page.locator('table a').first().click();
    await page.waitForURL('**/account/orders/*');
    await page.getByRole('button', { name: 'Cancel the order' }).click();
    await page.waitForURL('**/orders/*notice=cancelled');

    expect(await page.getByRole('status').first().textContent()).toContain('is cancelled');
  });

  it('leads to the payment page of a provider and back, as the content policy allows', async () => {
    const hosted = await startHostedPaymentProvider();
    const other = await startStorefront({
      DEMO_CATALOG: demoCatalog,
      PAYMENT_PROVIDERS: 'stripe',
      STRIPE_SECRET_KEY: hosted.secretKey,
      STRIPE_WEBHOOK_SECRET: hosted.webhookSecret,
      STRIPE_API_BASE: hosted.origin,
      STRIPE_CHECKOUT_ORIGIN: hosted.origin,
    });
    hosted.webhookUrl = `${other.origin}/webhooks/stripe`;
    const page = await openPage();
    await page.goto(`${other.origin}/products/${handle}`);
    await page.getByRole('button', { name: 'Add to cart' }).click();
    await goToReview(page);

    await page.getByRole('button', { name: /^Order and pay/ }).click();
    await page.waitForURL(`${hosted.origin}/pay/*`);
    await page.getByRole('button', { name: 'Pay' }).click();
    await page.waitForURL(`${other.origin}/orders/*`);

    expect(await page.getByText('It is paid. Thank you.').count()).toBe(1);
    expect(await page.getByText('Ada Lovelace').count()).toBe(1);
    await other.stop();
    await hosted.close();
  });

  const widths = [360, 1280];

  /** No violation in light and dark, nothing wider than the window, and a picture to look at. */
  const examine = async (page: Page, name: string): Promise<void> => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect([name, colorScheme, found]).toEqual([name, colorScheme, []]);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        expect([name, width, overflow]).toEqual([name, width, 0]);
        const path = `var/screenshots/${name}-${width}-${colorScheme}.png`;
        if (process.env['TEST_SCREENSHOTS']) await page.screenshot({ path, fullPage: true });
      }
    }
  };

  it('has no page that keeps anybody out', async () => {
    const page = await openPage();
    const visit = async (path: string, name: string) => {
      await page.goto(shop.origin + path);
      await examine(page, name);
    };
    await visit('/cart', 'cart-empty');
    await visit('/orders/track', 'track');
    await page.getByRole('button', { name: 'Track the order' }).click();
    await examine(page, 'track-errors');

    await addToCart(page);
    await examine(page, 'cart');
    await visit('/checkout/address', 'address');
    await page.getByLabel('E-mail').fill('nobody');
    await next(page);
    await page.locator('.field-error').first().waitFor();
    await examine(page, 'address-errors');
    await fillAddress(page);
    await next(page);
    await examine(page, 'delivery');
    await next(page);
    await examine(page, 'payment');
    await next(page);
    await page.waitForURL('**/checkout/review');
    const prices = database.writer.updateTable('product_variants');
    await prices.set({ price_minor: 2345 }).where('price_minor', '<', 2500).execute();
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.getByRole('alert').waitFor();
    await examine(page, 'review-changed');
    await page.getByRole('button', { name: /^Place order/ }).click();
    await page.waitForURL('**/orders/*');
    await examine(page, 'order-placed');

    await page.context().clearCookies();
    await page.reload();
    await examine(page, 'order-for-anyone');
    await visit('/mailbox', 'mailbox');
    await page.locator('table a').first().click();
    await examine(page, 'mail');

    await addToCart(page);
    await database.writer.updateTable('product_variants').set({ stock: 0 }).execute();
    await visit('/cart?notice=stock', 'cart-sold-out');
    await logIn(page, 'Mary');
    await visit('/account/orders', 'orders-empty');
  });
});
