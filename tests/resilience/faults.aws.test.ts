import { existsSync } from 'node:fs';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { Failure } from '../../scripts/load/history.ts';
import { type Rehearsal, rehearsals } from '../../scripts/stage/rehearsals.ts';
import { rehearse } from '../../scripts/stage/rehearse.ts';
import { shopInStage } from '../../scripts/stage/shop.ts';
import { goToReview, hiddenFields } from '../support/checkout-forms.ts';
import { eventually } from '../support/eventually.ts';
import { fullRun } from '../support/full-run.ts';
import { runScript } from '../support/run-script.ts';
import { createVisitor } from '../support/shop-visitor.ts';
import { type StageProcess, startStageProcess } from './stage-process.ts';

const load = fullRun ? { shoppers: 250, seconds: 60 } : { shoppers: 50, seconds: 10 };

const topology = z.object({
  id: z.string(),
  folder: z.string(),
  shop: z.string(),
  loadBalancer: z.string(),
  plainHttp: z.string(),
  outside: z.string(),
  aws: z.string(),
  cachedEntries: z.number(),
  storefronts: z.array(z.object({ name: z.string(), pid: z.number().optional() })),
  databases: z.array(z.object({ role: z.string(), name: z.string(), refusedLogins: z.number() })),
});

let stage: StageProcess;

const findTopology = async (of = stage) => topology.parse((await of.client.send('topology')).data);
const writerName = async () => (await findTopology()).databases[0]?.name;
const countRefusedLogins = async () =>
  (await findTopology()).databases.reduce((sum, { refusedLogins }) => sum + refusedLogins, 0);

/** Pages that need no writer: whatever happens to it, they come. */
const isCatalog = ({ path }: Failure) => /^\/(shop|products)/.test(path);

const findUnexpected = (
  mayFail: Rehearsal['mayFail'],
  failures: readonly Failure[],
): readonly Failure[] => {
  if (mayFail === 'nothing') return failures;
  if (mayFail === 'without a writer') {
    return failures.filter((failure) => failure.status !== 503 || isCatalog(failure));
  }
  // Cut off, or sent to it before the load balancer's health check has found out.
  return failures.filter(
    ({ status, storefront }) =>
      !(status === 0 || (status === 502 && storefront === 'storefront-2')),
  );
};

beforeAll(async () => {
  stage = await startStageProcess();
});

afterAll(() => stage?.stop());

describe('shoppers on the local stage', () => {
  it.each(rehearsals)(
    'lose no order through: $name',
    async (rehearsal) => {
      process.stderr.write(fullRun ? `${rehearsal.name} …\n` : '');

      const result = await rehearse(stage.client, rehearsal, load);

      expect(result.summary.orders).toBeGreaterThan(0);
      expect(result.summary.wrongAnswers).toEqual([]);
      expect(result.verification.problems).toEqual([]);
      expect(findUnexpected(rehearsal.mayFail, result.failures)).toEqual([]);
      await eventually(
        async () => {
          if (result.ordersAfterwards > 0) return;
          const { summary } = await shopInStage(stage.client, 3, 5);
          if (summary.orders === 0) throw new Error('orders do not work again');
        },
        { withinMs: 15_000 },
      );
    },
    load.seconds * 1000 + 180_000,
  );

  it('had cached pages in Redis, and were let in again with new passwords', async () => {
    expect((await findTopology()).cachedEntries).toBeGreaterThan(0);
    expect(await countRefusedLogins()).toBeGreaterThan(0);
  });

  it('got a mail for their orders', async () => {
    const page = await (await fetch((await findTopology()).outside)).text();

    expect(page).toContain('load@shop.example');
  });
});

describe('the stage', () => {
  it('shows what the chat has received, by the deployed function', async () => {
    const { aws, outside } = await findTopology();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const cloudwatch = new CloudWatchClient({ endpoint: aws, region: 'us-east-1', credentials });

    await cloudwatch.send(
      new SetAlarmStateCommand({
        AlarmName: 'tidemarket-dev-StorefrontHostsUnhealthy',
        StateValue: 'ALARM',
        StateReason: 'for a test',
      }),
    );
    cloudwatch.destroy();

    await eventually(async () =>
      expect(await (await fetch(outside)).text()).toContain('dev* StorefrontHostsUnhealthy'),
    );
  });

  it('takes payments by card, which its provider shows as paid', async () => {
    const { shop, outside } = await findTopology();
    const visitor = createVisitor(shop);
    const product = await (await visitor.get('/products/heather-honey')).text();
    await visitor.post('/cart/items', { ...hiddenFields(product, '/cart/items'), quantity: '1' });
    const review = await goToReview(visitor, { provider: 'stripe' });

    const ordered = await visitor.post('/checkout/review', review);
    const paymentPage = ordered.headers.get('location') ?? '';
    const paid = await fetch(paymentPage, { method: 'POST', redirect: 'manual' });
    await paid.arrayBuffer();

    const session = paymentPage.split('/').at(-1) ?? '';
    const shown = await (await fetch(outside)).text();
    expect(shown).toMatch(new RegExp(`<td>${session}</td>.*?<td>complete, paid</td>`));
    const reference = /<td>([^<]+)<\/td>/.exec(shown.split(`<td>${session}</td>`)[1] ?? '')?.[1];
    const order = await (await visitor.get(`/orders/${reference}`)).text();
    expect(order).toContain('It is paid.');
  });

  it('lets in by the load balancer only what carries the secret header, and redirects plain HTTP', async () => {
    const { loadBalancer, plainHttp } = await findTopology();

    const stranger = await fetch(`${loadBalancer}/shop`);
    const redirected = await fetch(`${plainHttp}/shop?q=1`, { redirect: 'manual' });

    expect(stranger.status).toBe(403);
    expect(redirected.status).toBe(301);
    expect(redirected.headers.get('location')).toMatch(/^https:\/\/.+\/shop\?q=1$/);
  });

  it('has its backup proven by a drill that is asked for and followed', async () => {
    const { code } = await runScript('stage', ['back-up', '--stage-id', stage.client.id]);
    const drill = await runScript('ops', [
      ...['verifyBackup', '--example', 'start', '--local', '--stage-id', stage.client.id],
    ]);

    expect(drill.stderr).toMatch(/100 % {2}The backup rds:\S+ is proven/);
    expect([code, drill.code]).toEqual([0, 0]);
  });

  it('only says what a fault would do when asked so', async () => {
    const before = await writerName();

    const { code, stdout } = await runScript('stage', [
      ...['fail-over', '0', '--dry-run', '--stage-id', stage.client.id],
    ]);

    expect(code).toBe(0);
    expect(stdout).toMatch(/^would do: /);
    expect(await writerName()).toBe(before);
  });

  it('says what cannot be done', async () => {
    const { code, stderr } = await runScript('stage', [
      ...['kill-storefront', '9', '--stage-id', stage.client.id],
    ]);

    expect(code).toBe(1);
    expect(stderr).toBe('there is no storefront 9, only 1 to 3\n');
  });

  it('runs beside another, and ends with all that it started', async () => {
    const other = await startStageProcess();
    const { folder, shop, storefronts } = await findTopology(other);
    const unclear = await runScript('stage', ['topology']);
    const first = await findTopology();
    const page = await fetch(`${shop}/shop`);
    await page.arrayBuffer();

    const code = await other.stop();

    expect(page.status).toBe(200);
    expect(shop).not.toBe(first.shop);
    expect(unclear.code).toBe(1);
    expect(unclear.stderr).toContain(`--stage-id ${other.client.id}`);
    expect(unclear.stderr).toContain(`--stage-id ${stage.client.id}`);
    expect(code).toBe(0);
    expect(existsSync(folder)).toBe(false);
    for (const { pid = 0 } of storefronts) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    expect((await fetch(`${first.shop}/shop`)).status).toBe(200);
  });
});
