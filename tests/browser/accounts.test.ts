import { mkdirSync } from 'node:fs';
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import {
  goodPassword,
  type ShopWithAccounts,
  startShopWithAccounts,
} from '../integration/http-safety/shop-with-accounts.ts';
import { useBrowser } from '../support/browser.ts';

const wide = 1280;
const narrow = 360;
const screenshots = 'var/screenshots/accounts';

const address = {
  name: 'Ada Lovelace',
  line1: '1 Quay Street',
  line2: 'Flat 2',
  city: 'Port Ebb',
  region: 'Maine',
  postcode: '04101',
  country: 'US',
  phone: '+1 555 010 0199',
};

describe('account pages in a browser', () => {
  const { openPage } = useBrowser();
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    mkdirSync(screenshots, { recursive: true });
  });

  afterAll(() => shop.stop());

  const expectAccessible = async (page: Page, name: string): Promise<void> => {
    await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
    // Slow, and alike on narrow windows, where sizes are what differs.
    if (page.viewportSize()?.width === wide) {
      const { violations } = await new AxeBuilder({ page }).analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect([name, found]).toEqual([name, []]);
    }
    const small = await page
      .locator('main :is(button, input:not([type=hidden]), select, nav a)')
      .evaluateAll((elements) =>
        elements
          .map((element) => element.closest('label.choice') ?? element)
          .filter((element) => element.getBoundingClientRect().height < 43.5)
          .map(({ outerHTML }) => outerHTML),
      );
    expect([name, small]).toEqual([name, []]);
    const overflow = await page
      .locator('html')
      .evaluate((html) => html.scrollWidth - html.clientWidth);
    expect([name, overflow]).toEqual([name, 0]);
  };

  const submit = (page: Page, name: string) => page.getByRole('button', { name }).click();

  it('make an account, use it and delete it, with scripts off', async () => {
    const page = await openPage({ scripts: false });

    await page.goto(`${shop.origin}/account`);
    await page.getByRole('link', { name: 'New here? Make an account' }).click();
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await submit(page, 'Send me the link');
    await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    await page.goto(shop.origin + (await shop.findMailedPath('ada@example.com')));
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password').fill('password');
    await submit(page, 'Make my account');
    await page.getByRole('link', { name: /known from leaks/ }).waitFor();
    expect(await page.getByLabel('Name').inputValue()).toBe('Ada');
    expect(await page.getByLabel('Password').inputValue()).toBe('');
    await page.getByLabel('Password').fill(goodPassword);
    await submit(page, 'Make my account');
    await page.getByRole('heading', { name: 'Your account' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/account');

    await page.getByRole('link', { name: 'Addresses' }).click();
    await page.getByRole('link', { name: 'Add an address' }).click();
    await page.getByLabel('Address', { exact: true }).fill('1 Quay Street');
    await page.getByLabel('City').fill('Port Ebb');
    await submit(page, 'Save the address');
    await page.getByRole('alert').getByRole('link', { name: 'Enter postcode.' }).click();
    expect(await page.getByLabel('City').inputValue()).toBe('Port Ebb');
    await page.getByLabel('Postcode').fill('04101');
    await submit(page, 'Save the address');
    await page.getByRole('heading', { name: 'Ada (default)' }).waitFor();

    await submit(page, 'Log out');
    await page.getByText('You are logged out.').waitFor();
    await page.getByLabel('E-mail address').fill('ada@example.com');
    await page.getByLabel('Password').fill(goodPassword);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'Delete account' }).click();
    await page.getByLabel('Your present password').fill(goodPassword);
    await submit(page, 'Delete my account');
    await page.getByText('Your account is deleted.').waitFor();
  });

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    const openAs = async (userId: number | undefined, width: number): Promise<Page> => {
      const page = await openPage({ colorScheme, width });
      if (userId !== undefined) {
        const session = (await shop.logIn(userId)).cookies.get('session') ?? '';
        await page.context().addCookies([{ name: 'session', value: session, url: shop.origin }]);
      }
      return page;
    };

    it.each([wide, narrow])('are accessible to guests, %i pixels wide', async (width) => {
      const page = await openAs(undefined, width);
      const email = `guest-${colorScheme}-${width}@example.com`;
      await shop.visitor().post('/register', { email });
      const finish = await shop.findMailedPath(email);

      for (const [name, path] of [
        ['login', '/login?done=logged-out'],
        ['register', '/register'],
        ['mail-sent', '/register/sent'],
        ['finish', finish],
        ['forgot', '/forgot-password'],
        ['invalid-link', '/reset-password?token=x'],
      ] as const) {
        await page.goto(shop.origin + path);
        await expectAccessible(page, `${name}-${colorScheme}-${width}`);
      }
      await page.goto(`${shop.origin}/login`);
      await submit(page, 'Log in');
      await page.getByRole('alert').waitFor();
      await expectAccessible(page, `login-error-${colorScheme}-${width}`);
    });

    it.each([wide, narrow])('are accessible to shoppers, %i pixels wide', async (width) => {
      const userId = await shop.addShopper(
        `ada-${colorScheme}-${width}@example.com`,
        'Ada Lovelace',
      );
      const page = await openAs(userId, width);
      const visitor = await shop.logIn(userId);
      await visitor.post('/account/addresses/new', address);
      await visitor.post('/account/addresses/new', {
        ...address,
        name: 'A'.repeat(120),
        line2: '',
      });

      for (const name of [
        '',
        'email',
        'email/sent',
        'password',
        'sessions',
        'addresses',
        'delete',
      ]) {
        await page.goto(`${shop.origin}/account${name && `/${name}`}`);
        const label = name.replace('/', '-') || 'profile';
        await expectAccessible(page, `${label}-${colorScheme}-${width}`);
      }
      await page.goto(`${shop.origin}/account/addresses/new`);
      await submit(page, 'Save the address');
      await page.getByRole('alert').waitFor();
      await expectAccessible(page, `address-error-${colorScheme}-${width}`);
    });
  });
});
