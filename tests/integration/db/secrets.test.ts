import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  type FakeSecretsManager,
  startFakeSecretsManager,
} from '../../support/fake-secrets-manager.ts';
import { startStorefront } from '../../support/storefront-process.ts';

let secrets: FakeSecretsManager;

beforeAll(async () => {
  secrets = await startFakeSecretsManager();
});

afterAll(() => secrets.stop());

/** What a storefront says that does not start. */
const outputOf = (env: Record<string, string>): Promise<string> =>
  startStorefront({ ...secrets.env, ...env }).then(
    async (shop) => `started, and ended with ${await shop.stop()}`,
    (error: Error) => error.message,
  );

describe('a storefront whose secrets', () => {
  it('are not what they should be ends with 1, and names the fields', async () => {
    secrets.put('broken', JSON.stringify({ host: 'db.shop.example', password: 'hunter2' }));

    const output = await outputOf({
      DATABASE_URL: '',
      DATABASE_SECRET_ID: 'broken',
      DATABASE_CA_FILE: 'ca.pem',
    });

    expect(output).toContain('ended with 1');
    expect(output).toMatch(/DATABASE_SECRET_ID: dbname: .*; username: /);
    expect(output).not.toContain('hunter2');
  });

  it('are not there ends with 1, and names the setting', async () => {
    const output = await outputOf({ ORIGIN_SECRET_ID: 'nowhere' });

    expect(output).toContain('ended with 1');
    expect(output).toContain('ORIGIN_SECRET_ID: ');
  });

  it('hold what CloudFront proves itself with believes its header', async () => {
    secrets.put('origin', '0123456789abcdef');
    const shop = await startStorefront({ ...secrets.env, ORIGIN_SECRET_ID: 'origin' });
    const track = (address: string, secret: string) =>
      fetch(`${shop.origin}/orders/track`, {
        method: 'POST',
        headers: {
          origin: shop.origin,
          'x-origin-secret': secret,
          'cloudfront-viewer-address': `${address}:4711`,
        },
        body: new URLSearchParams({ reference: 'x', email: 'ada@shop.example' }),
      });
    const statusesOf = async (secret: string) => {
      const statuses: number[] = [];
      // One more than a network may.
      for (let n = 1; n <= 21; n += 1) statuses.push((await track(`192.0.2.${n}`, secret)).status);
      return statuses.filter((status) => status === 429).length;
    };

    const believed = await statusesOf('0123456789abcdef');
    const unbelieved = await statusesOf('fedcba9876543210');
    await shop.stop();

    expect([believed, unbelieved]).toEqual([0, 1]);
  });
});
