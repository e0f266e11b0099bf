import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { useBrowser } from '../support/browser.ts';
import {
  demoCatalog,
  type StorefrontProcess,
  startStorefront,
} from '../support/storefront-process.ts';

const pages = {
  landing: '/',
  home: '/shop',
  list: '/products',
  category: '/products?category=clothes',
  search: '/products?q=coffee&stock=in',
  empty: '/products?q=no-such-thing',
  product: '/products/ondrel-tide-9',
  'sold-out': '/products/humdale-studio-40',
  'not-found': '/no/such/page',
} as const;

const screenshots = 'var/screenshots/catalog';

describe('the catalog in a browser', () => {
  const { openPage } = useBrowser();
  let shop: StorefrontProcess;

  beforeAll(async () => {
    mkdirSync(screenshots, { recursive: true });
    shop = await startStorefront({ DEMO_CATALOG: demoCatalog });
  });

  afterAll(() => shop.stop());

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each(Object.entries(pages))('%s has no accessibility violation', async (name, path) => {
      for (const width of [360, 1280]) {
        const page = await openPage({ colorScheme, width });
        await page.goto(shop.origin + path);
        const overflow = await page.evaluate(
          'document.documentElement.scrollWidth - document.documentElement.clientWidth',
        );
        await page.screenshot({
          path: `${screenshots}/${name}-${width}-${colorScheme}.png`,
          fullPage: true,
        });

        expect(overflow).toBe(0);

        // The rules are slow, and colours are alike at both widths: each scheme is read at one.
        if ((width === 360) !== (colorScheme === 'light')) continue;
        const { violations } = await new AxeBuilder({ page }).analyze();
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      }
    });
  });

  it.each(Object.entries(pages))('%s is light and asks nobody else', async (_, path) => {
    const page = await openPage();
    const sizes: Record<string, number> = {};
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(shop.origin)) foreign.push(request.url());
    });
    page.on('response', async (response) => {
      const type = response.request().resourceType();
      if (['document', 'stylesheet', 'script'].includes(type)) {
        sizes[type] = (sizes[type] ?? 0) + (await response.body()).length;
      }
    });

    await page.goto(shop.origin + path, { waitUntil: 'networkidle' });

    expect(foreign).toEqual([]);
    expect(sizes['script']).toBeLessThan(30_000);
    expect(Object.values(sizes).reduce((sum, size) => sum + size, 0)).toBeLessThan(100_000);
  });

  it('is browsed with scripts off, from the door to a chosen variant', async () => {
    const page = await openPage({ scripts: false });
    await page.goto(shop.origin);

    await page.getByRole('link', { name: 'Shop now' }).first().click();
    await page
      .getByRole('link', { name: /^Headphones/ })
      .first()
      .click();
    await page.getByRole('checkbox', { name: /Humdale/ }).check();
    await page.getByRole('checkbox', { name: /In stock/ }).check();
    await page.getByRole('button', { name: 'Apply filters' }).click();

    expect(new URL(page.url()).search).toContain('brand=humdale');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('Headphones');

    await page.goto(`${shop.origin}/products/ondrel-tide-9`);
    await page
      .getByRole('link', { name: /Midnight/ })
      .first()
      .click();

    expect(new URL(page.url()).searchParams.get('variant')).toMatch(/^\d+$/);
    expect(await page.getByRole('main').textContent()).toContain('Midnight');
  });

  it('searches with scripts off', async () => {
    const page = await openPage({ scripts: false });
    await page.goto(`${shop.origin}/shop`);

    await page.locator('input[name=q]').first().fill('honey');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/products?q=honey');

    expect(await page.getByRole('main').textContent()).toContain('Moorland Heather Honey');
  });

  it('offers suggestions that the keyboard can choose', async () => {
    const page = await openPage();
    await page.goto(`${shop.origin}/shop`);

    await page.getByRole('combobox').first().pressSequentially('heather');
    await page.getByRole('option', { name: /Moorland Heather Honey/ }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');

    await page.waitForURL('**/products/heather-honey');
  });
});
