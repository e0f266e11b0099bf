import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { expectHarmless } from '../../support/expect-harmless.ts';
import type { ShopVisitor } from '../../support/shop-visitor.ts';
import {
  goodPassword,
  type ShopWithAccounts,
  startShopWithAccounts,
} from './shop-with-accounts.ts';

// Hashing passwords is slow on purpose, and slower beside other tests.

const hostile = [
  '',
  ' ',
  "' or '1'='1' --",
  '"; drop table users; --',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of an attack on templates.
  '{{7*7}}${7*7}#{7*7}<%= 7*7 %>',
  'a\r\nSet-Cookie: evil=1',
  'a@example.com\r\nBcc: eve@example.com',
  'a\u0000b',
  'a\u001bb',
  '\u202eevil\u2066',
  '../../../etc/passwd',
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  '99999999999999999999999',
  '0.1',
  'NaN',
  'null',
  '[]',
  '{"a":1}',
  '😀'.repeat(300),
  'a'.repeat(60_000),
  `${'a'.repeat(40_000)}@example.com`,
  'e\u0301'.repeat(500),
  '\ud83d',
  'on',
];

type Form = readonly [path: string, fields: Readonly<Record<string, string>>];

const guestForms: readonly Form[] = [
  ['/login', { email: 'ada@example.com', password: 'wrong one', next: '/account' }],
  ['/register', { email: 'new@example.com', next: '/account' }],
  [
    '/register/finish',
    { token: 'x'.repeat(43), name: 'Jo', password: 'six fat puffins', next: '/' },
  ],
  ['/forgot-password', { email: 'ada@example.com' }],
  ['/reset-password', { token: 'x'.repeat(43), password: 'six fat puffins' }],
];

const address = {
  name: 'Ada',
  line1: '1 Quay Street',
  line2: '',
  city: 'Port Ebb',
  region: '',
  postcode: '04101',
  country: 'US',
  phone: '',
  isDefault: 'on',
};

const shopperForms: readonly Form[] = [
  ['/account', { name: 'Ada', phone: '' }],
  ['/account/email', { email: 'new@example.com', currentPassword: 'wrong one' }],
  ['/account/email/confirm', { token: 'x'.repeat(43) }],
  ['/account/password', { currentPassword: 'wrong one', newPassword: 'six fat puffins' }],
  ['/account/addresses/new', address],
  ['/account/addresses/1', address],
  ['/account/addresses/1/default', {}],
  ['/account/addresses/1/delete', {}],
  ['/account/delete', { currentPassword: 'wrong one' }],
];

describe('hostile forms', () => {
  let shop: ShopWithAccounts;

  beforeAll(async () => {
    shop = await startShopWithAccounts();
    await shop.addShopper('ada@example.com');
  });

  afterAll(() => shop.stop());

  let made = 0;

  /** Somebody new for every request: what one changes or is limited by must not shield the next. */
  const actorFor = async ([path]: Form): Promise<ShopVisitor> => {
    if (!path.startsWith('/account')) return shop.visitor();
    made += 1;
    return shop.logIn(await shop.addShopper(`user-${made}@example.com`));
  };

  const forms = [...guestForms, ...shopperForms];

  it('of every field are refused or harmless, one value at a time', async () => {
    for (const form of forms) {
      const [path, fields] = form;
      for (const name of Object.keys(fields)) {
        for (const value of hostile) {
          const visitor = await actorFor(form);
          const sent = { ...fields, [name]: value };
          await expectHarmless(await visitor.post(path, sent), [path, name, value.slice(0, 40)]);
        }
      }
    }
  });

  it('with arrays, unknown fields and prototype keys are refused or harmless', async () => {
    for (const form of forms) {
      const [path, fields] = form;
      for (const name of [...Object.keys(fields), 'unknown']) {
        const twice = new URLSearchParams(fields);
        twice.append(name, 'a');
        twice.append(name, 'b');
        const response = await (await actorFor(form)).post(path, twice);
        await expectHarmless(response, [path, name, 'twice']);
        if (name !== 'unknown') expect([path, name, response.status]).toEqual([path, name, 400]);
        for (const odd of [
          `${name}[]`,
          `${name}[a]`,
          `${name}.a`,
          '__proto__',
          'constructor[prototype][a]',
        ]) {
          const changed = new URLSearchParams(fields);
          changed.delete(name);
          changed.append(odd, 'evil');
          const visitor = await actorFor(form);
          await expectHarmless(await visitor.post(path, changed), [path, odd]);
        }
      }
    }
  });

  it('that are no forms are refused', async () => {
    for (const form of forms) {
      const [path] = form;
      const visitor = await actorFor(form);
      const tooLarge = await visitor.post(path, { name: 'a'.repeat(70_000) });
      expect([path, tooLarge.status]).toEqual([path, 413]);
      const json = await visitor.post(path, '{"email":{"$gt":""}}', {
        'content-type': 'application/json',
      });
      expect([path, json.status]).toEqual([path, 415]);
      for (const body of ['', '--x', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb']) {
        const broken = await visitor.post(path, body, {
          'content-type': 'multipart/form-data; boundary=x',
        });
        await expectHarmless(broken, [path, 'multipart', body]);
      }
      const file = new FormData();
      file.set('email', new File(['x'], '../../evil.php'));
      file.set('name', new File(['x'], '../../evil.php'));
      await expectHarmless(await visitor.post(path, file), [path, 'file']);
    }
  });

  it.each(['0', '-1', '1.5', '1e3', '99999999999999999999', "1' or '1'='1", '%00', 'new2', '١'])(
    'never find an address with the id %s',
    async (id) => {
      const visitor = await shop.logIn(
        await shop.addShopper(`id-${encodeURIComponent(id)}@x.example`),
      );
      const path = `/account/addresses/${encodeURIComponent(id)}`;

      for (const response of [
        await visitor.get(path),
        await visitor.post(path, address),
        await visitor.post(`${path}/delete`),
        await visitor.post(`${path}/default`),
      ]) {
        expect(response.status).toBe(404);
      }
    },
  );

  it('leave the shop as it was', async () => {
    const { writer } = shop.database;
    const ada = await writer
      .selectFrom('users')
      .select(['name', 'role'])
      .where('email', '=', 'ada@example.com')
      .executeTakeFirst();

    expect(ada).toEqual({ name: 'Ada', role: 'shopper' });
    const { status } = await shop
      .visitor()
      .post('/login', { email: 'ada@example.com', password: goodPassword });
    expect(status).toBe(303);
    expect(shop.logs().filter(({ level }) => level === 'ERROR' || level === 'FATAL')).toEqual([]);
  });
});
