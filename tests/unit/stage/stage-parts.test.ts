import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { buildHaproxyConfig } from '../../../scripts/stage/haproxy-config.ts';
import { buildOutsidePage } from '../../../scripts/stage/outside-page.ts';
import { stockUp } from '../../../scripts/stage/stage-catalog.ts';

describe('haproxy in the place of the load balancer', () => {
  const config = buildHaproxyConfig({
    socket: '/tmp/s',
    shopPort: 1,
    balancerPort: 2,
    redirectPort: 3,
    originSecret: 'abc',
    storefronts: [{ name: 'storefront-1', port: 4 }],
  });

  it('tries nothing twice, and waits as long as the load balancer', () => {
    expect(config).toContain('retries 0');
    expect(config).toContain('no option redispatch');
    expect(config).toContain('timeout client 60s');
    expect(config).toContain('timeout server 60s');
  });

  it('checks health in one backend only, the other being for when all are ill', () => {
    expect(config.match(/server storefront-1 127\.0\.0\.1:4 check/g)).toHaveLength(1);
    expect(config.match(/server storefront-1 127\.0\.0\.1:4$/gm)).toHaveLength(1);
  });
});

describe('the catalog of the stage', () => {
  const stocks = (csv: string) => {
    const rows: Record<string, string>[] = parse(csv, { columns: true });
    return rows.map((row) => row['Variant Inventory Qty']);
  };

  it('has plenty but for every twelfth variant, and leaves sold out what is', () => {
    const rows = Array.from({ length: 13 }, (_, index) => `p${index},5`);
    const csv = ['Handle,Variant Inventory Qty', ...rows, 'gone,0', 'picture,'].join('\n');

    expect(stocks(stockUp(csv))).toEqual([
      ...Array<string>(11).fill('100000'),
      '5',
      '100000',
      '0',
      '',
    ]);
  });
});

describe('the page of what was received', () => {
  it('shows markup as text', () => {
    const page = buildOutsidePage({
      messages: [{ ts: '1', channel: 'C', text: '<script>' }],
      sessions: [],
      refunds: [],
      mails: [{ name: 'a', to: 'a&b@shop.example', subject: '"hi"', text: '', date: 'today' }],
    });

    expect(page).toContain('<td>&lt;script&gt;</td>');
    expect(page).toContain('<td>a&amp;b@shop.example</td><td>&quot;hi&quot;</td>');
    expect(page).toContain('Payments (0)</h2><p>Nothing yet.</p>');
  });
});
