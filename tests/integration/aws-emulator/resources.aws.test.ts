import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { CloudFrontClient, GetCachePolicyCommand } from '@aws-sdk/client-cloudfront';
import {
  DescribeLaunchTemplateVersionsCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeRulesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeReplicationGroupsCommand, ElastiCacheClient } from '@aws-sdk/client-elasticache';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { clientConfig, createStacks, type Stacks, type Template } from './stacks.ts';

let emulator: AwsEmulator;
let stacks: Stacks;

beforeAll(async () => {
  emulator = await startAwsEmulator();
  stacks = createStacks(emulator);
});
afterAll(() => emulator.stop());

const subnet = (zone: string, third: number) => ({
  Type: 'AWS::EC2::Subnet',
  Properties: {
    VpcId: { Ref: 'Vpc' },
    CidrBlock: `10.0.${third}.0/24`,
    AvailabilityZone: `us-east-1${zone}`,
  },
});
const rule = (port: number, peer: Record<string, unknown>) => ({
  IpProtocol: 'tcp',
  FromPort: port,
  ToPort: port,
  ...peer,
});

const fleet = (size: number): Template => ({
  Resources: {
    Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
    A: subnet('a', 1),
    B: subnet('b', 2),
    Balancers: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: {
        GroupDescription: 'balancers',
        VpcId: { Ref: 'Vpc' },
        SecurityGroupIngress: [rule(80, { SourcePrefixListId: 'pl-3b927c52' })],
        SecurityGroupEgress: [rule(8080, { CidrIp: '10.0.0.0/16' })],
      },
    },
    Template: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          ImageId: 'resolve:ssm:/aws/service/image:1',
          InstanceType: 't4g.small',
          MetadataOptions: { HttpTokens: 'required' },
          BlockDeviceMappings: [
            {
              DeviceName: '/dev/xvda',
              Ebs: { VolumeSize: size, VolumeType: 'gp3', Encrypted: true },
            },
          ],
        },
      },
    },
    Group: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      Properties: {
        MinSize: '1',
        MaxSize: '3',
        VPCZoneIdentifier: [{ Ref: 'A' }, { Ref: 'B' }],
        LaunchTemplate: {
          LaunchTemplateId: { Ref: 'Template' },
          Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
        },
      },
    },
  },
  Outputs: {
    Template: { Value: { Ref: 'Template' } },
    Group: { Value: { Ref: 'Group' } },
    Balancers: { Value: { Ref: 'Balancers' } },
  },
});

test('a changed launch template is a new version, which its group takes', async () => {
  const ec2 = new EC2Client(clientConfig(emulator));
  const autoScaling = new AutoScalingClient(clientConfig(emulator));
  const { outputs } = await stacks.deploy('fleet', fleet(8));
  const { status, failures } = await stacks.deploy('fleet', fleet(16));
  expect([status, failures]).toEqual(['UPDATE_COMPLETE', []]);

  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: outputs['Template'] }),
  );
  expect(
    LaunchTemplateVersions.map(({ VersionNumber, LaunchTemplateData }) => [
      VersionNumber,
      LaunchTemplateData?.BlockDeviceMappings?.[0]?.Ebs?.VolumeSize,
    ]),
  ).toEqual([
    [1, 8],
    [2, 16],
  ]);
  const { AutoScalingGroups } = await autoScaling.send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [outputs['Group'] ?? ''] }),
  );
  expect(AutoScalingGroups?.[0]).toMatchObject({
    MaxSize: 3,
    LaunchTemplate: { LaunchTemplateId: outputs['Template'], Version: '2' },
  });
  const { SecurityGroups } = await ec2.send(
    new DescribeSecurityGroupsCommand({ GroupIds: [outputs['Balancers'] ?? ''] }),
  );
  expect(SecurityGroups?.[0]?.IpPermissions?.[0]?.PrefixListIds).toEqual([
    expect.objectContaining({ PrefixListId: 'pl-3b927c52' }),
  ]);
  // Its own rule in place of the one that lets everything out.
  expect(SecurityGroups?.[0]?.IpPermissionsEgress?.map(({ FromPort }) => FromPort)).toEqual([8080]);
});

const secrets = (description: string): Template => ({
  Resources: {
    ...fleet(8).Resources,
    Secret: {
      Type: 'AWS::SecretsManager::Secret',
      Properties: {
        Description: description,
        GenerateSecretString: {
          SecretStringTemplate: { 'Fn::Sub': `{"username":"app","stack":"\${AWS::StackName}"}` },
          GenerateStringKey: 'password',
          PasswordLength: 30,
          ExcludePunctuation: true,
        },
      },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { Subnets: [{ Ref: 'A' }, { Ref: 'B' }], SecurityGroups: [{ Ref: 'Balancers' }] },
    },
    Listener: {
      Type: 'AWS::ElasticLoadBalancingV2::Listener',
      Properties: {
        LoadBalancerArn: { Ref: 'Balancer' },
        Port: 80,
        Protocol: 'HTTP',
        DefaultActions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '403' } }],
      },
    },
    Rule: {
      Type: 'AWS::ElasticLoadBalancingV2::ListenerRule',
      Properties: {
        ListenerArn: { Ref: 'Listener' },
        Priority: 1,
        Conditions: [
          {
            Field: 'http-header',
            HttpHeaderConfig: {
              HttpHeaderName: 'x-origin',
              Values: [
                { 'Fn::Sub': `{{resolve:secretsmanager:\${Secret}:SecretString:password}}` },
              ],
            },
          },
        ],
        Actions: [{ Type: 'fixed-response', FixedResponseConfig: { StatusCode: '200' } }],
      },
    },
  },
  Outputs: { Secret: { Value: { Ref: 'Secret' } }, Listener: { Value: { Ref: 'Listener' } } },
});

test('a generated secret keeps its value through updates, and others can refer to it', async () => {
  const client = new SecretsManagerClient(clientConfig(emulator));
  const read = async (SecretId = '') =>
    JSON.parse((await client.send(new GetSecretValueCommand({ SecretId }))).SecretString ?? '');
  const { outputs, failures } = await stacks.deploy('secrets', secrets('first'));
  expect(failures).toEqual([]);
  const first = await read(outputs['Secret']);
  expect(first).toMatchObject({ username: 'app', stack: 'secrets' });
  expect(first.password).toMatch(/^[A-Za-z0-9]{30}$/);
  await stacks.deploy('secrets', secrets('second'));
  expect(await read(outputs['Secret'])).toEqual(first);

  const balancing = new ElasticLoadBalancingV2Client(clientConfig(emulator));
  const { Rules } = await balancing.send(
    new DescribeRulesCommand({ ListenerArn: outputs['Listener'] }),
  );
  expect(Rules?.[0]?.Conditions?.[0]?.HttpHeaderConfig?.Values).toEqual([first.password]);
});

test('services that moto lacks answer what the template says', async () => {
  const keys = {
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['page', 'q'] },
    EnableAcceptEncodingGzip: true,
  };
  const { outputs, failures } = await stacks.deploy('edge', {
    Resources: {
      Policy: {
        Type: 'AWS::CloudFront::CachePolicy',
        Properties: {
          CachePolicyConfig: {
            Name: 'catalog',
            MinTTL: 0,
            DefaultTTL: 0,
            MaxTTL: 60,
            ParametersInCacheKeyAndForwardedToOrigin: keys,
          },
        },
      },
      Cache: {
        Type: 'AWS::ElastiCache::ReplicationGroup',
        Properties: {
          ReplicationGroupId: 'pages',
          ReplicationGroupDescription: 'pages',
          Engine: 'valkey',
          CacheNodeType: 'cache.t4g.small',
          NumCacheClusters: 2,
          AutomaticFailoverEnabled: true,
          TransitEncryptionEnabled: true,
        },
      },
    },
    Outputs: {
      Policy: { Value: { Ref: 'Policy' } },
      Cache: { Value: { 'Fn::GetAtt': ['Cache', 'PrimaryEndPoint.Address'] } },
    },
  });
  expect(failures).toEqual([]);
  const cloudFront = new CloudFrontClient(clientConfig(emulator));
  const { CachePolicy } = await cloudFront.send(
    new GetCachePolicyCommand({ Id: outputs['Policy'] }),
  );
  expect(CachePolicy?.CachePolicyConfig).toMatchObject({
    Name: 'catalog',
    MaxTTL: 60,
    ParametersInCacheKeyAndForwardedToOrigin: {
      QueryStringsConfig: { QueryStrings: { Quantity: 2, Items: ['page', 'q'] } },
    },
  });
  const elastiCache = new ElastiCacheClient(clientConfig(emulator));
  const { ReplicationGroups } = await elastiCache.send(new DescribeReplicationGroupsCommand({}));
  expect(ReplicationGroups?.[0]).toMatchObject({
    AutomaticFailover: 'enabled',
    TransitEncryptionEnabled: true,
    NodeGroups: [{ PrimaryEndpoint: { Address: outputs['Cache'] } }],
  });
});
