import { expect, it } from '@jest/globals';
import { orderCancellation } from '../../../storefront/mail/templates/order-cancellation.tsx';
import { orderConfirmation } from '../../../storefront/mail/templates/order-confirmation.tsx';
import type { Site } from '../../../storefront/site.ts';

const site: Site = {
  name: 'Tide <market>',
  locale: 'en-US',
  currency: 'USD',
  origin: 'https://shop.example',
  formatMoney: (minor) => `$${(minor / 100).toFixed(2)}`,
  asset: (name) => `/static/${name}`,
};

const order = {
  reference: 'abcdefghijklmnopqrstuvwxyz',
  name: '<img src=x onerror=alert(1)>',
  lines: [
    {
      title: 'Lamp "Tide" & <b>more</b>',
      variantTitle: 'Blue\r\nBcc: x@y.z',
      quantity: 2,
      totalMinor: 2500,
    },
  ],
  deliveryMinor: 500,
  taxMinor: 60,
  taxIncluded: true,
  totalMinor: 3000,
};

it('confirms an order with its lines, amounts and address, escaped', () => {
  const mail = orderConfirmation(
    { ...order, isPaid: false, paymentTitle: 'Pay on delivery' },
    site,
  );

  expect(mail.subject).toBe('Your order ABCDEFGH at Tide <market>');
  expect(mail.text).toContain('2 × Lamp "Tide" & <b>more</b>');
  expect(mail.text).toContain('Total: $30.00');
  expect(mail.text).toContain('Includes tax: $0.60');
  expect(mail.text).toContain('https://shop.example/orders/abcdefghijklmnopqrstuvwxyz');
  expect(mail.html).toContain('&lt;img src=x onerror=alert(1)&gt;');
  expect(mail.html).not.toContain('<img');
  expect(mail.html).not.toContain('<b>');
});

it('says what became of the money of a cancelled order', () => {
  const refunded = orderCancellation({ ...order, reason: 'cancelled', refundDue: true }, site);
  const expired = orderCancellation({ ...order, reason: 'expired', refundDue: false }, site);

  expect(refunded.text).toContain('being refunded');
  expect(expired.text).toContain('not paid in time');
  expect(expired.text).toContain('nothing to pay');
});

it('keeps every subject on one line', () => {
  const named = { ...site, name: 'Tide\r\nBcc: everybody@shop.example' };

  const { subject } = orderConfirmation({ ...order, isPaid: true, paymentTitle: '' }, named);

  expect(subject).not.toMatch(/[\r\n]/);
});
