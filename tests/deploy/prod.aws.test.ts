import { DescribeNatGatewaysCommand, EC2Client } from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeLoadBalancerAttributesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { DescribeDBClustersCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  CreateHostedZoneCommand,
  ListResourceRecordSetsCommand,
  Route53Client,
} from '@aws-sdk/client-route-53';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { describeStage } from '../support/deploy/deployed-stage.ts';
import { describeAudit } from '../support/deploy/describe-audit.ts';
import { describeEdge } from '../support/deploy/describe-edge.ts';
import {
  findLaunchTemplateVersions,
  findOutputs,
  findPhysicalIds,
  getGroup,
  readExport,
} from '../support/deploy/live-stack.ts';
import { privateDatabase } from '../support/deploy/workplace.ts';

const stack = 'tidemarket-prod';
const domain = 'shop.tidemarket.test';

let cloud: Cloud;
let ids: Readonly<Record<string, string>>;
let hostedZoneId: string;

const stage = describeStage(
  () => cloud,
  () => ids,
);
const { id } = stage;

beforeAll(async () => {
  cloud = await startCloud();
  const { HostedZone } = await new Route53Client(cloud.client).send(
    new CreateHostedZoneCommand({ Name: domain, CallerReference: 'once' }),
  );
  hostedZoneId = HostedZone?.Id?.replace('/hostedzone/', '') ?? '';
  const deployed = await cloud.workplace.sls(
    ...['deploy', '--stage', 'prod', ...privateDatabase],
    ...['--param', `domain=${domain}`, '--param', `hostedZoneId=${hostedZoneId}`],
  );
  if (deployed.code !== 0)
    throw new Error(`${deployed.output}\n${cloud.emulator.output().slice(-3000)}`);
  ids = await findPhysicalIds(cloud.client, stack);
});

afterAll(() => cloud?.stop());

describeEdge(stage);
describeAudit(stage);

describe('prod', () => {
  it('runs at least two instances, with a way out in each zone', async () => {
    const group = await getGroup(cloud.client, id('StorefrontGroup'));
    const { NatGateways = [] } = await new EC2Client(cloud.client).send(
      new DescribeNatGatewaysCommand({}),
    );

    expect(group).toMatchObject({ MinSize: 2, MaxSize: 8 });
    expect(group.MixedInstancesPolicy).toBeUndefined();
    expect(NatGateways).toHaveLength(3);
  });

  it.each(['Trail', 'ConfigRecorder', 'MonthlyBudget', 'Cache', 'HttpsListener', 'Certificate'])(
    'has what dev leaves out: %s',
    (logicalId) => {
      expect(stage.has(logicalId)).toBe(true);
    },
  );

  it('serves its domain over TLS 1.2 and 1.3, and leads plain HTTP there', async () => {
    const elb = new ElasticLoadBalancingV2Client(cloud.client);
    const { Listeners = [] } = await elb.send(
      new DescribeListenersCommand({ LoadBalancerArn: id('LoadBalancer') }),
    );
    const https = Listeners.find(({ Port }) => Port === 443);
    const http = Listeners.find(({ Port }) => Port === 80);

    expect(https).toMatchObject({
      Protocol: 'HTTPS',
      SslPolicy: expect.stringContaining('TLS13-1-2'),
      Certificates: [{ CertificateArn: id('Certificate') }],
      DefaultActions: [{ Type: 'fixed-response' }],
    });
    expect(http?.DefaultActions?.[0]).toMatchObject({
      Type: 'redirect',
      RedirectConfig: {
        Protocol: 'HTTPS',
        Port: '443',
        Host: '#{host}',
        Path: '/#{path}',
        Query: '#{query}',
        StatusCode: 'HTTP_301',
      },
    });
  });

  it('keeps a second tier of cache, encrypted, behind a password and TLS', async () => {
    const { ReplicationGroups = [] } = await new ElastiCacheClient(cloud.client).send(
      new DescribeReplicationGroupsCommand({}),
    );

    expect(ReplicationGroups).toHaveLength(1);
    expect(ReplicationGroups[0]).toMatchObject({
      TransitEncryptionEnabled: true,
      AtRestEncryptionEnabled: true,
    });
    expect(JSON.parse(await stage.secret('CacheSecret')).password).toMatch(/.{16,}/);
  });

  it('puts its names into the hosted zone', async () => {
    const { ResourceRecordSets = [] } = await new Route53Client(cloud.client).send(
      new ListResourceRecordSetsCommand({ HostedZoneId: hostedZoneId }),
    );
    const names = ResourceRecordSets.filter(({ AliasTarget }) => AliasTarget).map(
      ({ Name, Type }) => `${Name} ${Type}`,
    );

    expect(names.sort()).toEqual([`origin.${domain}. A`, `${domain}. A`, `${domain}. AAAA`]);
  });

  it('runs a protected Multi-AZ cluster whose schema is there', async () => {
    const { DBClusters = [] } = await new RDSClient(cloud.client).send(
      new DescribeDBClustersCommand({}),
    );
    const outputs = await findOutputs(cloud.client, stack);

    expect(DBClusters[0]).toMatchObject({
      Engine: 'mysql',
      StorageEncrypted: true,
      DeletionProtection: true,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '08:01-08:31',
    });
    expect(outputs['DatabaseWriterEndpoint']).toBe('127.0.0.1');
    expect(outputs['ShopUrl']).toBe(`https://${domain}`);
    expect(await ask(cloud, 'select count(*) as n from tidemarket.kysely_migration')).toEqual([
      { n: 6 },
    ]);
  });

  it("tells instances the shop's own address", async () => {
    const [version] = await findLaunchTemplateVersions(
      cloud.client,
      id('StorefrontLaunchTemplate'),
    );

    expect(readExport(version?.userData ?? '', 'STOREFRONT_ENV')).toContain(
      `PUBLIC_ORIGIN=https://${domain}\n`,
    );
  });

  it("sets the account's password policy", async () => {
    const { PasswordPolicy } = await new IAMClient(cloud.client).send(
      new GetAccountPasswordPolicyCommand({}),
    );

    expect(PasswordPolicy).toMatchObject({
      MinimumPasswordLength: 14,
      PasswordReusePrevention: 24,
      MaxPasswordAge: 90,
    });
  });

  it('cannot be removed by mistake', async () => {
    const { Attributes = [] } = await new ElasticLoadBalancingV2Client(cloud.client).send(
      new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn: id('LoadBalancer') }),
    );

    const refused = await cloud.workplace.sls('remove', '--stage', 'prod');

    expect(Attributes).toContainEqual({ Key: 'deletion_protection.enabled', Value: 'true' });
    expect(refused.code).not.toBe(0);
    expect(refused.output).toMatch(/prod/);
    expect(await findPhysicalIds(cloud.client, stack)).toEqual(ids);
  });
});
