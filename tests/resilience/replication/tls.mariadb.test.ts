import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type CertificateAuthority,
  createCertificateAuthority,
} from '../../support/certificate-authority.ts';
import { eventually } from '../../support/eventually.ts';
import { type MariadbOptions, startPrivateMariadb } from '../../support/private-mariadb.ts';
import { startStorefront } from '../../support/storefront-process.ts';
import { createTempDir } from '../../support/temp-dir.ts';

const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A storefront that trusts one authority, before a server that shows what it shows. */
const startShop = async (tls: MariadbOptions['tls'], trusted: CertificateAuthority) => {
  const server = await startPrivateMariadb({ tls });
  cleanUps.push(server.stop);
  const folder = createTempDir();
  cleanUps.push(folder.remove);
  const caFile = join(folder.path, 'trusted.pem');
  writeFileSync(caFile, trusted.certificate);
  const shop = await startStorefront({
    DATABASE_URL: `${server.url}/mysql`,
    DATABASE_CA_FILE: caFile,
  });
  cleanUps.push(shop.stop);
  return shop;
};

const authority = createCertificateAuthority();
const signed = (options: Parameters<CertificateAuthority['issue']>[0] = {}) => ({
  ca: authority.certificate,
  server: authority.issue(options),
});

describe('a server', () => {
  it.each([
    ['certificate-expired', signed({ validTo: new Date(Date.now() - 60_000) }), authority],
    ['certificate-of-another-host', signed({ hosts: ['db.shop.example'] }), authority],
    ['unknown-authority', signed(), createCertificateAuthority('Other')],
    ['no-tls', 'off', authority],
  ] as const)('with %s is refused, and the log says so', async (reason, tls, trusted) => {
    const shop = await startShop(tls, trusted);

    const ready = await fetch(`${shop.origin}/readyz`);
    const alive = await fetch(`${shop.origin}/healthz`);
    const page = await fetch(`${shop.origin}/shop`);

    expect([ready.status, alive.status, page.status]).toEqual([503, 200, 503]);
    expect(await alive.text()).toBe('ok');
    expect(await page.text()).toContain('Back in a moment');
    expect(await ready.json()).toMatchObject({
      ready: false,
      dependencies: { writer: 'unavailable' },
      parts: { orders: { ok: false } },
    });
    await eventually(() =>
      expect(shop.logs()).toContainEqual(
        expect.objectContaining({
          level: 'WARN',
          message: 'database endpoint left out',
          endpoint: 'writer',
          reason,
        }),
      ),
    );
    const requestId = page.headers.get('x-request-id');
    await eventually(() =>
      expect(shop.logs()).toContainEqual(
        expect.objectContaining({ message: 'request put off', request_id: requestId }),
      ),
    );
  });
});
