import { describe, expect, it } from '@jest/globals';
import { emailChange } from '../../../storefront/mail/templates/email-change.tsx';
import { emailChangeTaken } from '../../../storefront/mail/templates/email-change-taken.tsx';
import { emailChanged } from '../../../storefront/mail/templates/email-changed.tsx';
import { passwordChanged } from '../../../storefront/mail/templates/password-changed.tsx';
import { passwordReset } from '../../../storefront/mail/templates/password-reset.tsx';
import { registration } from '../../../storefront/mail/templates/registration.tsx';
import { registrationTaken } from '../../../storefront/mail/templates/registration-taken.tsx';
import type { Site } from '../../../storefront/site.ts';

const site: Site = {
  name: 'Salt & Co\r\nBcc: eve@example.com',
  locale: 'en-US',
  currency: 'USD',
  origin: 'https://shop.example',
  formatMoney: String,
  asset: (name) => `/static/${name}`,
};

const token = 'tOkEn-0123_456';
const name = '<script>alert(1)</script>';

const mails = {
  registration: registration({ token, next: '/checkout?a=b&c=d' }, site),
  'registration-taken': registrationTaken({}, site),
  'password-reset': passwordReset({ token }, site),
  'password-changed': passwordChanged({ name }, site),
  'email-change': emailChange({ name, token }, site),
  'email-change-taken': emailChangeTaken({}, site),
  'email-changed': emailChanged({ name }, site),
};

describe('mails about an account', () => {
  it.each(Object.entries(mails))('%s has a subject of one line and escapes names', (_, mail) => {
    expect(mail.subject).toMatch(/^[^\r\n]+$/);
    expect(mail.html).toMatch(/^<!DOCTYPE html><html lang="en-US">/);
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).toContain('Salt &amp; Co');
  });

  it.each([
    ['registration', `/register/finish?token=${token}&next=%2Fcheckout%3Fa%3Db%26c%3Dd`],
    ['registration-taken', '/login'],
    ['password-reset', `/reset-password?token=${token}`],
    ['password-changed', '/forgot-password'],
    ['email-change', `/account/email/confirm?token=${token}`],
    ['email-change-taken', '/login'],
  ] as const)('%s links to %s at the public origin', (kind, path) => {
    const url = `https://shop.example${path}`;

    expect(mails[kind].text).toContain(`: ${url}\n`);
    expect(mails[kind].html).toContain(`href="${url.replaceAll('&', '&amp;')}"`);
  });

  it.each(['registration-taken', 'email-change-taken', 'email-changed'] as const)(
    '%s opens nothing by itself',
    (kind) => {
      expect(mails[kind].text).not.toContain('token=');
    },
  );
});
