import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluateAcl } from '../../support/waf/evaluate-acl.ts';
import { type WebRequest, webForm, webRequest } from '../../support/waf/web-request.ts';
import { attacks } from './attacks.ts';
import { type Firewalls, loadFirewalls, originSecret } from './firewalls.ts';
import { honestRequests, paymentMessage } from './honest.ts';

/** The request as CloudFront passes it on. */
const throughTheEdge = (request: WebRequest): WebRequest => ({
  ...request,
  headers: { ...request.headers, 'x-origin-secret': originSecret },
});

describe.each(['dev', 'prod'])('%s', (stage) => {
  let firewalls: Firewalls;

  beforeAll(async () => {
    firewalls = await loadFirewalls(stage);
  });

  it.each(attacks.map(({ says, ...more }) => [says, more] as const))(
    'blocks at the edge: %s',
    (_, { request, by }) => {
      expect(evaluateAcl(firewalls.edge, request)).toMatchObject({ action: 'BLOCK', by });
    },
  );

  it.each(honestRequests)('lets pass: %s', (_, request) => {
    expect(evaluateAcl(firewalls.edge, request)).toMatchObject({ action: 'ALLOW' });
    expect(evaluateAcl(firewalls.loadBalancer, throughTheEdge(request))).toMatchObject({
      action: 'ALLOW',
    });
  });

  it('has nothing of the shop counted but bodies of the back office and what data centres send', () => {
    const counted = honestRequests.flatMap(([says, request]) =>
      evaluateAcl(firewalls.edge, request).counted.length > 0 ? [says] : [],
    );

    expect(counted).toEqual([
      'a visitor from a data centre',
      'a long message of a payment provider',
      'a long description in the back office',
      '… in a new product',
      'a picture in the back office',
    ]);
  });

  describe('at the load balancer', () => {
    it.each([
      ['nothing', {}],
      ['another value', { 'x-origin-secret': 'guess' }],
      ['an empty one', { 'x-origin-secret': '' }],
    ])('blocks what proves itself by %s', (_, headers) => {
      const verdict = evaluateAcl(firewalls.loadBalancer, webRequest('/shop', { headers }));

      expect(verdict).toMatchObject({ action: 'BLOCK', by: 'NotFromTheEdge', status: 403 });
    });

    it.each([
      ['/products?q=%27%20or%201=1', 'SqlInjection/SQLi_QUERYARGUMENTS', ''],
      ['/login', 'Bodies', "email=' or 1=1"],
      ['/backoffice/../login', 'Bodies', "email=' or 1=1"],
      ['/web-inf/x', 'KnownBadInputs/ExploitablePaths_URIPATH', ''],
    ])('blocks %s by %s even when it came through the edge', (target, by, body) => {
      const request = throughTheEdge(webRequest(target, { method: 'POST', body }));

      expect(evaluateAcl(firewalls.loadBalancer, request)).toMatchObject({ action: 'BLOCK', by });
    });
  });

  describe('when an address sends much', () => {
    const formLimit = 100;
    const requestLimit = 3_000;
    const judge = (sentBefore: number, request: WebRequest) =>
      evaluateAcl(firewalls.edge, request, { sentBefore });

    it.each([
      '/login',
      '/register',
      '/register/finish',
      '/forgot-password',
      '/reset-password',
      '/checkout/address',
      '/checkout/review',
      '/orders/track',
      '/account/password',
      '/log%69n',
      '/LOGIN',
      '/x/../login',
      '//login',
      '\\login',
      '/cart/../login',
      '/cart/items/../login',
      '/backoffice/../login',
      '/backoffice/%2e%2e/login',
      '/webhooks/..%2flogin',
    ])('stops forms to %s after a hundred in five minutes', (path) => {
      const request = webForm(path, { email: 'a@example.com' });

      expect(judge(formLimit - 1, request).action).toBe('ALLOW');
      expect(judge(formLimit, request)).toMatchObject({ by: 'FormRate', status: 429 });
    });

    it.each([
      ['a page', webRequest('/login')],
      ['a change of the cart', webForm('/cart/items/12', { quantity: '2' })],
      ['work in the back office', webForm('/backoffice/products/12/edit', { title: 'x' })],
      ['a message of a payment provider', paymentMessage('/webhooks/stripe', 10)],
    ])('does not count %s among them', (_, request) => {
      expect(judge(requestLimit - 1, request).action).toBe('ALLOW');
    });

    it('stops whatever it sends after three thousand', () => {
      expect(judge(requestLimit, webRequest('/shop'))).toMatchObject({
        by: 'RequestRate',
        status: 429,
      });
    });
  });
});
