import {
  AutoScalingClient,
  CancelInstanceRefreshCommand,
  CreateAutoScalingGroupCommand,
  CreateLaunchConfigurationCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  RollbackInstanceRefreshCommand,
  StartInstanceRefreshCommand,
  TerminateInstanceInAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from '@aws-sdk/client-cloudfront';
import {
  DeregisterTargetsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  CreateDBClusterCommand,
  CreateDBInstanceCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  FailoverDBClusterCommand,
  RDSClient,
  RebootDBInstanceCommand,
} from '@aws-sdk/client-rds';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { clientConfig, createStacks } from './stacks.ts';

let emulator: AwsEmulator;

beforeAll(async () => {
  emulator = await startAwsEmulator();
});
afterAll(() => emulator.stop());

const database = {
  Engine: 'mysql',
  EngineVersion: '8.4.5',
  AllocatedStorage: 100,
  MasterUsername: 'admin',
  MasterUserPassword: 'of-the-admin-0',
};

test('a Multi-AZ cluster has three instances, and fails over to the one that is asked for', async () => {
  const rds = new RDSClient(clientConfig(emulator));
  await rds.send(
    new CreateDBClusterCommand({
      ...database,
      DBClusterIdentifier: 'shop',
      DBClusterInstanceClass: 'db.m6gd.large',
      StorageType: 'gp3',
    }),
  );
  const look = async () => {
    const { DBClusters: [cluster] = [] } = await rds.send(
      new DescribeDBClustersCommand({ DBClusterIdentifier: 'shop' }),
    );
    const members = cluster?.DBClusterMembers ?? [];
    return [
      cluster?.Status,
      members.filter((it) => it.IsClusterWriter).map((it) => it.DBInstanceIdentifier),
      members.map((it) => it.DBInstanceIdentifier),
    ];
  };
  const all = ['shop-instance-1', 'shop-instance-2', 'shop-instance-3'];
  expect(await look()).toEqual(['available', ['shop-instance-1'], all]);

  const failOver = (TargetDBInstanceIdentifier: string) =>
    rds.send(
      new FailoverDBClusterCommand({ DBClusterIdentifier: 'shop', TargetDBInstanceIdentifier }),
    );
  await failOver('shop-instance-3');

  expect(await look()).toEqual(['failing-over', ['shop-instance-3'], all]);
  expect(await look()).toEqual(['available', ['shop-instance-3'], all]);
  await expect(failOver('shop-instance-3')).rejects.toMatchObject({
    name: 'InvalidDBClusterStateFault',
  });
  const { DBInstances } = await rds.send(new DescribeDBInstancesCommand({}));
  expect(DBInstances?.map((it) => [it.DBClusterIdentifier, it.AvailabilityZone])).toEqual([
    ['shop', 'us-east-1a'],
    ['shop', 'us-east-1b'],
    ['shop', 'us-east-1c'],
  ]);
});

test('an instance changes its zone by a reboot only when it has a second one', async () => {
  const rds = new RDSClient(clientConfig(emulator));
  for (const [DBInstanceIdentifier, MultiAZ] of [
    ['lone', false],
    ['paired', true],
  ] as const) {
    await rds.send(
      new CreateDBInstanceCommand({
        ...database,
        DBInstanceIdentifier,
        MultiAZ,
        DBInstanceClass: 'db.t4g.micro',
      }),
    );
  }
  const reboot = (DBInstanceIdentifier: string) =>
    rds.send(new RebootDBInstanceCommand({ DBInstanceIdentifier, ForceFailover: true }));
  const look = async () => {
    const { DBInstances: [made] = [] } = await rds.send(
      new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'paired' }),
    );
    return [made?.DBInstanceStatus, made?.AvailabilityZone];
  };
  await expect(reboot('lone')).rejects.toMatchObject({ name: 'InvalidParameterCombination' });
  await reboot('paired');

  expect(await look()).toEqual(['rebooting', 'us-east-1b']);
  expect(await look()).toEqual(['available', 'us-east-1b']);
});

test('an instance refresh goes on while somebody looks, one at a time, and can be ended', async () => {
  const autoScaling = new AutoScalingClient(clientConfig(emulator));
  await autoScaling.send(
    new CreateLaunchConfigurationCommand({
      LaunchConfigurationName: 'shops',
      ImageId: 'ami-12c6146b',
      InstanceType: 't3.micro',
    }),
  );
  const AutoScalingGroupName = 'shops';
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName,
      LaunchConfigurationName: 'shops',
      MinSize: 2,
      MaxSize: 4,
      AvailabilityZones: ['us-east-1a'],
    }),
  );
  const start = () => autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName }));
  const look = async () => {
    const { InstanceRefreshes: [refresh] = [] } = await autoScaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }),
    );
    return [refresh?.Status, refresh?.PercentageComplete];
  };
  await start();
  await expect(start()).rejects.toMatchObject({ name: 'InstanceRefreshInProgressFault' });
  expect([await look(), await look(), await look(), await look()]).toEqual([
    ['Pending', 0],
    ['InProgress', 0],
    ['InProgress', 50],
    ['Successful', 100],
  ]);

  const cancel = () => autoScaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName }));
  await expect(cancel()).rejects.toMatchObject({ name: 'ActiveInstanceRefreshNotFoundFault' });
  await start();
  await cancel();
  expect([await look(), await look()]).toEqual([
    ['Cancelling', 0],
    ['Cancelled', 50],
  ]);
  await start();
  await autoScaling.send(new RollbackInstanceRefreshCommand({ AutoScalingGroupName }));
  expect([await look(), await look()]).toEqual([
    ['RollbackInProgress', 0],
    ['RollbackSuccessful', 100],
  ]);
});

test('an instance that is ended leaves its group and its targets, and another one comes', async () => {
  const stacks = createStacks(emulator);
  const { outputs, failures } = await stacks.deploy('targets', {
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
      Subnet: {
        Type: 'AWS::EC2::Subnet',
        Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.1.0/24' },
      },
      Targets: {
        Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
        Properties: { VpcId: { Ref: 'Vpc' }, Port: 8080, Protocol: 'HTTP' },
      },
      Template: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: { ImageId: 'ami-12c6146b', InstanceType: 't4g.small' },
        },
      },
      Group: {
        Type: 'AWS::AutoScaling::AutoScalingGroup',
        Properties: {
          MinSize: '2',
          MaxSize: '2',
          VPCZoneIdentifier: [{ Ref: 'Subnet' }],
          TargetGroupARNs: [{ Ref: 'Targets' }],
          LaunchTemplate: {
            LaunchTemplateId: { Ref: 'Template' },
            Version: { 'Fn::GetAtt': ['Template', 'LatestVersionNumber'] },
          },
        },
      },
    },
    Outputs: { Group: { Value: { Ref: 'Group' } }, Targets: { Value: { Ref: 'Targets' } } },
  });
  expect(failures).toEqual([]);
  const autoScaling = new AutoScalingClient(clientConfig(emulator));
  const balancing = new ElasticLoadBalancingV2Client(clientConfig(emulator));
  const TargetGroupArn = outputs['Targets'];
  const listMembers = async () => {
    const { AutoScalingGroups: [group] = [] } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [outputs['Group'] ?? ''] }),
    );
    return group?.Instances?.map(({ InstanceId = '' }) => InstanceId).sort() ?? [];
  };
  const listHealth = async (...Ids: readonly string[]) => {
    const { TargetHealthDescriptions = [] } = await balancing.send(
      new DescribeTargetHealthCommand({
        TargetGroupArn,
        ...(Ids.length > 0 ? { Targets: Ids.map((Id) => ({ Id })) } : {}),
      }),
    );
    return Object.fromEntries(
      TargetHealthDescriptions.map(({ Target, TargetHealth }) => [Target?.Id, TargetHealth?.State]),
    );
  };
  const [first = '', second = ''] = await listMembers();
  expect(await listHealth()).toEqual({ [first]: 'healthy', [second]: 'healthy' });

  await balancing.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [{ Id: first }] }));
  expect(await listHealth(first)).toEqual({ [first]: 'unused' });
  await autoScaling.send(
    new TerminateInstanceInAutoScalingGroupCommand({
      InstanceId: first,
      ShouldDecrementDesiredCapacity: false,
    }),
  );

  const members = await listMembers();
  expect(members).toHaveLength(2);
  expect(members).not.toContain(first);
  expect(Object.keys(await listHealth()).sort()).toEqual(members);
});

test('an invalidation is done when it is looked at again', async () => {
  const stacks = createStacks(emulator);
  const { outputs, failures } = await stacks.deploy('pages', {
    Resources: {
      Pages: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: false,
            Origins: [
              {
                Id: 'shop',
                DomainName: 'shop.example',
                CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
              },
            ],
            DefaultCacheBehavior: {
              TargetOriginId: 'shop',
              ViewerProtocolPolicy: 'redirect-to-https',
              CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
            },
          },
        },
      },
    },
    Outputs: { Pages: { Value: { Ref: 'Pages' } } },
  });
  expect(failures).toEqual([]);
  const cloudFront = new CloudFrontClient(clientConfig(emulator));
  const DistributionId = outputs['Pages'];
  const { Invalidation } = await cloudFront.send(
    new CreateInvalidationCommand({
      DistributionId,
      InvalidationBatch: { CallerReference: '1', Paths: { Quantity: 1, Items: ['/shop*'] } },
    }),
  );
  const look = async () => {
    const found = await cloudFront.send(
      new GetInvalidationCommand({ DistributionId, Id: Invalidation?.Id }),
    );
    return [found.Invalidation?.Status, found.Invalidation?.InvalidationBatch?.Paths?.Items];
  };

  expect(Invalidation?.Status).toBe('InProgress');
  expect([await look(), await look()]).toEqual([
    ['InProgress', ['/shop*']],
    ['Completed', ['/shop*']],
  ]);
});
