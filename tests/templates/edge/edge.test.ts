import { beforeAll, describe, expect, it } from '@jest/globals';
import { asList, type Json, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import { securityHeaders } from '../../../storefront/http/security-headers.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { loadPackaged } from '../../support/template/packaged.ts';
import { getResource, property, resourcesOfType } from '../../support/template/query.ts';
import { variants } from '../../support/template/variants.ts';
import { readBehaviours } from './behaviours.ts';

const pick = (list: Json | undefined, key: string, value: string): Json | undefined =>
  asList(list).find((one) => valueAt(one, key) === value);

/** The headers that a policy adds, and whether each replaces the origin's own. */
const readHeaders = (stack: EvaluatedTemplate, id: string) => {
  const read = (path: string) =>
    property(getResource(stack, id), `ResponseHeadersPolicyConfig.${path}`);
  const security = (path: string) => read(`SecurityHeadersConfig.${path}`);
  const age = security('StrictTransportSecurity.AccessControlMaxAgeSec');
  const custom = asList(read('CustomHeadersConfig.Items')).map((item): [string, Json[]] => [
    String(valueAt(item, 'Header')),
    [valueAt(item, 'Value') ?? null, valueAt(item, 'Override') ?? null],
  ]);
  const of = (value: Json | undefined, part: string): Json[] => [
    value ?? null,
    security(`${part}.Override`) ?? null,
  ];
  return {
    ...Object.fromEntries(custom),
    'content-security-policy': of(
      security('ContentSecurityPolicy.ContentSecurityPolicy'),
      'ContentSecurityPolicy',
    ),
    'referrer-policy': of(security('ReferrerPolicy.ReferrerPolicy'), 'ReferrerPolicy'),
    'strict-transport-security': of(
      `max-age=${age}${security('StrictTransportSecurity.IncludeSubdomains') === true ? '; includeSubDomains' : ''}`,
      'StrictTransportSecurity',
    ),
    'x-content-type-options': of('nosniff', 'ContentTypeOptions'),
    'x-frame-options': of(security('FrameOptions.FrameOption'), 'FrameOptions'),
  };
};

describe.each(variants.map(({ name }) => name))('%s', (name) => {
  let stack: EvaluatedTemplate;
  const hasDomain = name !== 'dev';
  const config = (path: string) =>
    property(getResource(stack, 'Distribution'), `DistributionConfig.${path}`);
  const origin = (id: string) => pick(config('Origins'), 'Id', id);

  beforeAll(async () => {
    ({ stack } = await loadPackaged(name));
  });

  it('speaks HTTP/2 and 3 and TLS 1.2 of 2021, everywhere', () => {
    expect(config('HttpVersion')).toBe('http2and3');
    expect(config('PriceClass')).toBe('PriceClass_All');
    expect(readBehaviours(stack).map((one) => one.ViewerProtocolPolicy)).toEqual(
      readBehaviours(stack).map(() => 'redirect-to-https'),
    );
    if (!hasDomain) {
      expect(config('ViewerCertificate')).toEqual({ CloudFrontDefaultCertificate: true });
      return;
    }
    expect(config('ViewerCertificate')).toEqual({
      AcmCertificateArn: '<Certificate>',
      SslSupportMethod: 'sni-only',
      MinimumProtocolVersion: 'TLSv1.2_2021',
    });
  });

  it('reaches the load balancer by a name that its certificate has, or by HTTP without one', () => {
    const storefront = origin('storefront');

    if (!hasDomain) {
      expect(valueAt(storefront, 'DomainName')).toBe('<LoadBalancer.DNSName>');
      expect(valueAt(storefront, 'CustomOriginConfig.OriginProtocolPolicy')).toBe('http-only');
      expect(config('Aliases')).toBeUndefined();
      return;
    }
    const [domain] = asList(config('Aliases')).map(String);
    const certificate = getResource(stack, 'Certificate');
    expect(valueAt(storefront, 'DomainName')).toBe(`origin.${domain}`);
    expect(valueAt(storefront, 'CustomOriginConfig.OriginProtocolPolicy')).toBe('https-only');
    // The host that shoppers ask for is forwarded, and checked against the certificate too.
    expect([
      property(certificate, 'DomainName'),
      ...asList(property(certificate, 'SubjectAlternativeNames')),
    ]).toEqual([domain, `origin.${domain}`]);
    expect(
      asList(property(certificate, 'DomainValidationOptions')).map((one) =>
        valueAt(one, 'DomainName'),
      ),
    ).toEqual([domain, `origin.${domain}`]);
  });

  it('leads the names of the domain to it', () => {
    const records = ['ShopAddress', 'ShopAddressV6', 'OriginAddress'].map((id) =>
      stack.resources.get(id),
    );
    if (!hasDomain) {
      expect(records).toEqual([undefined, undefined, undefined]);
      return;
    }
    const [domain] = asList(config('Aliases')).map(String);
    expect(
      records.map((record) =>
        ['Name', 'Type', 'AliasTarget.DNSName'].map((key) => valueAt(record?.properties, key)),
      ),
    ).toEqual([
      [domain, 'A', '<Distribution.DomainName>'],
      [domain, 'AAAA', '<Distribution.DomainName>'],
      [`origin.${domain}`, 'A', '<LoadBalancer.DNSName>'],
    ]);
  });

  it('proves itself to the load balancer, and tells the address of the shopper', () => {
    const policy = getResource(stack, 'ShopperRequestPolicy');

    expect(valueAt(origin('storefront'), 'OriginCustomHeaders')).toEqual([
      {
        HeaderName: 'x-origin-secret',
        HeaderValue: '{{resolve:secretsmanager:<OriginSecret>:SecretString}}',
      },
    ]);
    expect(property(policy, 'OriginRequestPolicyConfig.HeadersConfig')).toEqual({
      HeaderBehavior: 'allViewerAndWhitelistCloudFront',
      Headers: ['CloudFront-Viewer-Address'],
    });
    expect(property(policy, 'OriginRequestPolicyConfig.CookiesConfig.CookieBehavior')).toBe('all');
    expect(
      property(policy, 'OriginRequestPolicyConfig.QueryStringsConfig.QueryStringBehavior'),
    ).toBe('all');
  });

  it('gives up idle connections before the load balancer does', () => {
    const idle = pick(
      property(getResource(stack, 'LoadBalancer'), 'LoadBalancerAttributes'),
      'Key',
      'idle_timeout.timeout_seconds',
    );

    expect(
      Number(valueAt(origin('storefront'), 'CustomOriginConfig.OriginKeepaliveTimeout')),
    ).toBeLessThan(Number(valueAt(idle, 'Value')));
  });

  it.each([
    ['static', 'StaticBucket'],
    ['media', 'MediaBucket'],
  ])('reads %s from a bucket that lets nobody else in', (id, bucket) => {
    const statements = asList(
      property(getResource(stack, `${bucket}Policy`), 'PolicyDocument.Statement'),
    ).filter((one) => valueAt(one, 'Effect') === 'Allow');

    expect(valueAt(origin(id), 'DomainName')).toBe(`<${bucket}.RegionalDomainName>`);
    expect(valueAt(origin(id), 'OriginAccessControlId')).toBe('<StaticOriginAccess.Id>');
    expect(statements).toEqual([
      {
        Sid: 'CloudFrontReads',
        Effect: 'Allow',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: `<${bucket}.Arn>/*`,
        Condition: {
          StringEquals: {
            'aws:SourceArn': expect.stringMatching(
              /^arn:aws:cloudfront::\d{12}:distribution\/<Distribution>$/,
            ),
          },
        },
      },
    ]);
  });

  it('shows the landing page for the root, and a page of its own when the shop is away', () => {
    const shown = asList(config('CustomErrorResponses')).filter(
      (one) => valueAt(one, 'ResponsePagePath') !== undefined,
    );

    expect(config('DefaultRootObject')).toBe('offers.html');
    expect(
      shown.map((one) =>
        ['ErrorCode', 'ResponseCode', 'ResponsePagePath'].map((key) => valueAt(one, key)),
      ),
    ).toEqual([502, 503, 504].map((code) => [code, code, '/unavailable.html']));
  });

  it('adds to files and error pages what the storefront says itself, and never replaces that', () => {
    const expected = Object.entries(securityHeaders('https://shop.example')).map(
      ([header, value]) => [header, [value, false]],
    );

    expect(readHeaders(stack, 'PageHeadersPolicy')).toEqual(Object.fromEntries(expected));
    expect(readHeaders(stack, 'MediaHeadersPolicy')).toEqual({
      ...Object.fromEntries(expected),
      'content-security-policy': ["default-src 'none'; sandbox", true],
    });
  });

  it('tells its cache hit rate, and logs no query, cookie or referrer', () => {
    const fields = asList(property(getResource(stack, 'EdgeLogDelivery'), 'RecordFields'));

    expect(
      resourcesOfType(stack, 'AWS::CloudFront::MonitoringSubscription').map((one) => [
        property(one, 'DistributionId'),
        property(
          one,
          'MonitoringSubscription.RealtimeMetricsSubscriptionConfig.RealtimeMetricsSubscriptionStatus',
        ),
      ]),
    ).toEqual([['<Distribution>', 'Enabled']]);
    expect(property(getResource(stack, 'EdgeLogSource'), 'ResourceArn')).toMatch(
      /distribution\/<Distribution>$/,
    );
    expect(fields).toEqual(expect.arrayContaining(['c-ip', 'cs-uri-stem', 'sc-status']));
    expect(fields.filter((field) => /query|cookie|referer/i.test(String(field)))).toEqual([]);
  });
});
