import { describe, expect, it } from '@jest/globals';
import { clientAddress, toNetwork } from '../../../storefront/http/client-address.ts';

const secret = 'a-secret-of-the-origin';
const behindCdn = { originSecret: secret, trustProxy: 'alb' as const };
const behindAlb = { originSecret: undefined, trustProxy: 'alb' as const };
const open = { originSecret: undefined, trustProxy: 'none' as const };

type Case = readonly [
  name: string,
  settings: Parameters<typeof clientAddress>[2],
  headers: { secret?: string; viewer?: string; forwarded?: string },
  expected: string,
];

const cases: readonly Case[] = [
  ['the socket, with no header', open, {}, '192.0.2.9'],
  ['the socket, whatever X-Forwarded-For says', open, { forwarded: '1.1.1.1' }, '192.0.2.9'],
  ['the socket, whatever CloudFront is said to say', open, { viewer: '1.1.1.1:80' }, '192.0.2.9'],
  [
    'the socket, when no secret is set and one is sent',
    open,
    { secret, viewer: '1.1.1.1:80' },
    '192.0.2.9',
  ],
  [
    'the socket, when no secret is set and an empty one is sent',
    open,
    { secret: '', viewer: '1.1.1.1:80' },
    '192.0.2.9',
  ],
  [
    'CloudFront with its secret',
    behindCdn,
    { secret, viewer: '198.51.100.10:46532' },
    '198.51.100.10',
  ],
  [
    'CloudFront over X-Forwarded-For',
    behindCdn,
    { secret, viewer: '198.51.100.10:46532', forwarded: '1.1.1.1' },
    '198.51.100.10',
  ],
  [
    'IPv6 of CloudFront without brackets',
    behindCdn,
    { secret, viewer: '2001:db8::1:46532' },
    '2001:db8::1',
  ],
  [
    'IPv6 of CloudFront with brackets',
    behindCdn,
    { secret, viewer: '[2001:DB8:0:0:0:0:0:1]:46532' },
    '2001:db8::1',
  ],
  [
    'the load balancer, when the secret is wrong',
    behindCdn,
    { secret: `${secret}x`, viewer: '1.1.1.1:80', forwarded: '203.0.113.7' },
    '203.0.113.7',
  ],
  [
    'the load balancer, when the secret is missing',
    behindCdn,
    { viewer: '1.1.1.1:80', forwarded: '203.0.113.7' },
    '203.0.113.7',
  ],
  [
    'the load balancer, when the secret came twice',
    behindCdn,
    { secret: `${secret}, ${secret}`, viewer: '1.1.1.1:80', forwarded: '203.0.113.7' },
    '203.0.113.7',
  ],
  [
    'the load balancer, when the viewer came twice',
    behindCdn,
    { secret, viewer: '1.1.1.1:80, 2.2.2.2:80', forwarded: '203.0.113.7' },
    '203.0.113.7',
  ],
  ...[
    '',
    'nonsense',
    '1.1.1.1',
    '1.1.1.1:port',
    '999.1.1.1:80',
    ':80',
    '[::1:80',
    '1.1.1.1:123456',
  ].map(
    (viewer): Case => [
      `the load balancer, when the viewer is ${JSON.stringify(viewer)}`,
      behindCdn,
      { secret, viewer, forwarded: '203.0.113.7' },
      '203.0.113.7',
    ],
  ),
  [
    'the rightmost of X-Forwarded-For',
    behindAlb,
    { forwarded: '1.1.1.1, 203.0.113.7' },
    '203.0.113.7',
  ],
  ['the only one of X-Forwarded-For', behindAlb, { forwarded: '203.0.113.7' }, '203.0.113.7'],
  ['an entry with a port', behindAlb, { forwarded: '1.1.1.1,203.0.113.7:4711' }, '203.0.113.7'],
  ['an IPv6 entry', behindAlb, { forwarded: '1.1.1.1, 2001:db8::7' }, '2001:db8::7'],
  ['an IPv6 entry with a port', behindAlb, { forwarded: '[2001:db8::7]:4711' }, '2001:db8::7'],
  ['IPv4 in IPv6 clothes', behindAlb, { forwarded: '::ffff:203.0.113.7' }, '203.0.113.7'],
  [
    'the socket, when the rightmost is malformed',
    behindAlb,
    { forwarded: '203.0.113.7, x' },
    '192.0.2.9',
  ],
  [
    'the socket, when the rightmost is empty',
    behindAlb,
    { forwarded: '203.0.113.7,' },
    '192.0.2.9',
  ],
  ['the socket, when it holds SQL', behindAlb, { forwarded: "1.1.1.1, ' or 1=1 --" }, '192.0.2.9'],
];

describe('clientAddress', () => {
  it.each(cases)('is %s', (_, settings, { secret: originSecret, viewer, forwarded }, expected) => {
    const headers = { originSecret, viewerAddress: viewer, forwardedFor: forwarded };

    expect(clientAddress(headers, '::ffff:192.0.2.9', settings)).toBe(expected);
  });

  it('is unknown when even the socket has none', () => {
    const headers = { originSecret: undefined, viewerAddress: undefined, forwardedFor: undefined };

    expect(clientAddress(headers, undefined, open)).toBe('unknown');
  });
});

describe('toNetwork', () => {
  it.each([
    ['192.0.2.9', '192.0.2.9'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:db8::9', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::', 'fe80:0:0:0::/64'],
    ['unknown', 'unknown'],
  ])('of %s is %s', (address, network) => {
    expect(toNetwork(address)).toBe(network);
  });
});
