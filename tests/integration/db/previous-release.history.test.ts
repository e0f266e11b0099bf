import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { runPreviousRelease } from '../../support/previous-release.ts';

const modulePath = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

// The driver, query plans, pictures, retries and a command's words do not depend on the schema.
const saysNothing = /^tests\/integration\/db\/|\/(command|images|plans|transact)\.test\.ts$/;

it('the previous release does all that it did on the new schema', async () => {
  const run = await runPreviousRelease({
    migrations: modulePath('../../../storefront/db/migrations/index.ts'),
    isChosen: (suite) => !saysNothing.test(suite),
  });

  expect(run.failures).toEqual([]);
  expect(run.failed).toBe(0);
  expect(run.passed).toBeGreaterThan(100);
  expect(run.suites).toEqual(
    expect.arrayContaining([
      'tests/integration/cart/cart.test.ts',
      'tests/integration/checkout/place-order.test.ts',
    ]),
  );
}, 590_000);

it('a migration that takes away what the previous release uses is found out', async () => {
  const run = await runPreviousRelease({
    migrations: modulePath('contracting-migrations.ts'),
    isChosen: (suite) => suite === 'tests/integration/cart/cart.test.ts',
  });

  expect(run.failed).toBeGreaterThan(0);
  expect(run.failures.join('\n')).toContain('expires_at');
});
