import {
  CloudFrontClient,
  GetDistributionConfigCommand,
  GetMonitoringSubscriptionCommand,
} from '@aws-sdk/client-cloudfront';
import { GetBucketPolicyCommand, S3Client } from '@aws-sdk/client-s3';
import {
  GetLoggingConfigurationCommand,
  GetWebACLCommand,
  GetWebACLForResourceCommand,
  type Rule,
  WAFV2Client,
} from '@aws-sdk/client-wafv2';
import { describe, expect, it } from '@jest/globals';
import type { DeployedStage } from './deployed-stage.ts';

const byPriority = (rules: readonly Rule[] = []): readonly (string | undefined)[] =>
  [...rules]
    .sort((one, other) => (one.Priority ?? 0) - (other.Priority ?? 0))
    .map(({ Name }) => Name);

const managedGroups = (rules: readonly Rule[] = []): readonly (string | undefined)[] =>
  rules.flatMap(({ Statement }) => Statement?.ManagedRuleGroupStatement?.Name ?? []);

/** What CloudFront and the firewall's own APIs say of a deployed stage. */
export const describeEdge = (stage: DeployedStage): void => {
  const getAcl = async (logicalId: string, Scope: 'CLOUDFRONT' | 'REGIONAL') => {
    const [Name, Id] = stage.id(logicalId).split('|');
    const { WebACL } = await new WAFV2Client(stage.client()).send(
      new GetWebACLCommand({ Name, Id, Scope }),
    );
    return WebACL;
  };
  const getDistribution = async () => {
    const { DistributionConfig } = await new CloudFrontClient(stage.client()).send(
      new GetDistributionConfigCommand({ Id: stage.id('Distribution') }),
    );
    if (!DistributionConfig) throw new Error('the distribution has no configuration');
    return DistributionConfig;
  };

  describe('the edge', () => {
    it('serves the landing page and files from the bucket, the catalog by its own policy, and the rest never kept', async () => {
      const config = await getDistribution();
      const behaviours = Object.fromEntries(
        (config.CacheBehaviors?.Items ?? []).map((behaviour) => [behaviour.PathPattern, behaviour]),
      );

      expect(config).toMatchObject({
        Enabled: true,
        DefaultRootObject: 'offers.html',
        HttpVersion: 'http2and3',
        DefaultCacheBehavior: {
          TargetOriginId: 'storefront',
          ViewerProtocolPolicy: 'redirect-to-https',
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
        },
      });
      expect(behaviours['/static/*']?.TargetOriginId).toBe('static');
      expect(behaviours['/offers.html']?.TargetOriginId).toBe('static');
      expect(behaviours['/media/*']?.TargetOriginId).toBe('media');
      for (const path of ['/shop', '/products', '/products/*', '/sitemap.xml']) {
        expect([path, behaviours[path]?.CachePolicyId]).toEqual([
          path,
          stage.id('CatalogCachePolicy'),
        ]);
      }
      expect(behaviours['/cart']).toBeUndefined();
    });

    it('reaches its buckets by origin access control, which alone may read them', async () => {
      const { Origins } = await getDistribution();
      const buckets = (Origins?.Items ?? []).filter(({ S3OriginConfig }) => S3OriginConfig);
      const { Policy = '' } = await new S3Client(stage.client()).send(
        new GetBucketPolicyCommand({ Bucket: stage.id('StaticBucket') }),
      );

      expect(buckets.map(({ Id }) => Id).sort()).toEqual(['media', 'static']);
      for (const { OriginAccessControlId } of buckets) expect(OriginAccessControlId).toBeTruthy();
      expect(Policy).toContain(stage.id('Distribution'));
    });

    it('sends the storefront the secret header', async () => {
      const { Origins } = await getDistribution();
      const storefront = (Origins?.Items ?? []).find(({ Id }) => Id === 'storefront');

      expect(storefront?.CustomHeaders?.Items).toEqual([
        { HeaderName: 'x-origin-secret', HeaderValue: await stage.secret('OriginSecret') },
      ]);
    });

    it('has its further metrics, among them how much is served from cache', async () => {
      const { MonitoringSubscription } = await new CloudFrontClient(stage.client()).send(
        new GetMonitoringSubscriptionCommand({ DistributionId: stage.id('Distribution') }),
      );

      expect(
        MonitoringSubscription?.RealtimeMetricsSubscriptionConfig
          ?.RealtimeMetricsSubscriptionStatus,
      ).toBe('Enabled');
    });
  });

  describe('the firewall', () => {
    it('guards the edge with its rules in their order', async () => {
      const acl = await getAcl('EdgeFirewall', 'CLOUDFRONT');

      expect(byPriority(acl?.Rules)).toEqual([
        'HeaderOrQuery',
        'RequestRate',
        'FormRate',
        'AnonymousAddresses',
        'AdminPaths',
        'KnownBadInputs',
        'Linux',
        'SqlInjection',
        'Common',
        'Bodies',
      ]);
      expect(managedGroups(acl?.Rules)).toEqual([
        'AWSManagedRulesAnonymousIpList',
        'AWSManagedRulesAdminProtectionRuleSet',
        'AWSManagedRulesKnownBadInputsRuleSet',
        'AWSManagedRulesLinuxRuleSet',
        'AWSManagedRulesSQLiRuleSet',
        'AWSManagedRulesCommonRuleSet',
      ]);
      expect((await getDistribution()).WebACLId).toBe(acl?.ARN);
    });

    it('guards the load balancer, where nothing looks at addresses', async () => {
      const acl = await getAcl('LoadBalancerFirewall', 'REGIONAL');
      const associated = await new WAFV2Client(stage.client()).send(
        new GetWebACLForResourceCommand({ ResourceArn: stage.id('LoadBalancer') }),
      );

      expect(byPriority(acl?.Rules)).toEqual([
        'NotFromTheEdge',
        'KnownBadInputs',
        'SqlInjection',
        'Bodies',
      ]);
      expect(acl?.Rules?.some(({ Statement }) => Statement?.RateBasedStatement)).toBe(false);
      expect(associated.WebACL?.ARN).toBe(acl?.ARN);
    });

    it.each([
      ['EdgeFirewall', 'CLOUDFRONT'],
      ['LoadBalancerFirewall', 'REGIONAL'],
    ] as const)('%s logs what it did, without cookies', async (logicalId, scope) => {
      const acl = await getAcl(logicalId, scope);
      const { LoggingConfiguration } = await new WAFV2Client(stage.client()).send(
        new GetLoggingConfigurationCommand({ ResourceArn: acl?.ARN }),
      );

      expect(LoggingConfiguration?.LogDestinationConfigs?.[0]).toMatch(/log-group:aws-waf-logs-/);
      expect(LoggingConfiguration?.RedactedFields).toContainEqual({
        SingleHeader: { Name: 'cookie' },
      });
    });
  });
};
