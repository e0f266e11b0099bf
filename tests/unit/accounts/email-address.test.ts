import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { normaliseEmail } from '../../../storefront/accounts/email-address.ts';

describe('normaliseEmail', () => {
  it.each([
    ['ada@example.com', 'ada@example.com'],
    ['  Ada.Lovelace+Shop@Example.COM \n', 'ada.lovelace+shop@example.com'],
    ['müller@example.com', 'müller@example.com'],
    ['mu\u0308ller@example.com', 'müller@example.com'],
    ['MÜLLER@BÜCHER.example', 'müller@xn--bcher-kva.example'],
    ['用户@例子.测试', '用户@xn--fsqu00a.xn--0zwm56d'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('reads %j as %j', (text, expected) => {
    expect(normaliseEmail(text)).toBe(expected);
  });

  it.each([
    '',
    '@',
    'ada',
    'ada@',
    '@example.com',
    'ada@localhost',
    'ada@example..com',
    'ada@.example.com',
    'ada@-example.com',
    'ada@example.123',
    'ada@[127.0.0.1]',
    'a da@example.com',
    'ada@exam ple.com',
    'ada@example.com, eve@example.com',
    'ada@example.com\r\nBcc: eve@example.com',
    'ada\u0000@example.com',
    'ada<x>@example.com',
    '.ada@example.com',
    'ada.@example.com',
    'a..da@example.com',
    'ada@eve@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ada@${'a'.repeat(64)}.com`,
    `ada@${'a.'.repeat(130)}com`,
  ])('refuses %j', (text) => {
    expect(normaliseEmail(text)).toBeUndefined();
  });

  it('tells accents apart', () => {
    expect(normaliseEmail('müller@example.com')).not.toBe(normaliseEmail('muller@example.com'));
  });

  it('leaves what it has normalised as it is, and fit for both databases', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'grapheme' }).map((text) => `${text}@example.com`),
        ),
        (text) => {
          const email = normaliseEmail(text);
          if (email === undefined) return;
          expect(normaliseEmail(email)).toBe(email);
          expect(email).toBe(email.trim());
          expect(email.length).toBeLessThanOrEqual(254);
          expect(email).not.toMatch(/[\s\p{C}]/u);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
