import { createHash } from 'node:crypto';
import { CloudFormationClient, GetStackPolicyCommand } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient, DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeNatGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import {
  DescribeListenersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupAttributesCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetFunctionCommand,
  GetFunctionEventInvokeConfigCommand,
  LambdaClient,
} from '@aws-sdk/client-lambda';
import {
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { HeadObjectCommand, ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask, type Cloud, startCloud } from '../support/deploy/cloud.ts';
import { startDeployedShop } from '../support/deploy/deployed-shop.ts';
import { describeStage } from '../support/deploy/deployed-stage.ts';
import { describeEdge } from '../support/deploy/describe-edge.ts';
import {
  findLaunchTemplateVersions,
  findOutputs,
  findPhysicalIds,
  getGroup,
  listKeys,
  readExport,
  readSecret,
  readTar,
} from '../support/deploy/live-stack.ts';
import { getOutput, privateDatabase, type SlsResult } from '../support/deploy/workplace.ts';

const stack = 'tidemarket-dev';
const deployArgs = ['deploy', '--stage', 'dev', ...privateDatabase] as const;

let cloud: Cloud;
let first: SlsResult;
let ids: Readonly<Record<string, string>>;

const stage = describeStage(
  () => cloud,
  () => ids,
);
const { id } = stage;
const versions = () => findLaunchTemplateVersions(cloud.client, id('StorefrontLaunchTemplate'));
const liveVersion = async () => {
  const group = await getGroup(cloud.client, id('StorefrontGroup'));
  const specification =
    group.LaunchTemplate ?? group.MixedInstancesPolicy?.LaunchTemplate?.LaunchTemplateSpecification;
  return Number(specification?.Version);
};

beforeAll(async () => {
  cloud = await startCloud();
  first = await cloud.workplace.sls(...deployArgs);
  if (first.code !== 0) throw new Error(`${first.output}\n${cloud.emulator.output().slice(-3000)}`);
  ids = await findPhysicalIds(cloud.client, stack);
});

afterAll(() => cloud?.stop());

describeEdge(stage);

describe('the first deploy of dev', () => {
  it('says what it does: the artefact, its size, what becomes of instances', () => {
    expect(first.output).toMatch(/Storefront [0-9a-f]{64} \(\d+\.\d MB/);
    expect(first.output).toMatch(/instances\s+created/);
  });

  it('gives nine subnets in three zones, one way out, and none for the data', async () => {
    const ec2 = new EC2Client(cloud.client);
    const ofVpc = [{ Name: 'vpc-id', Values: [id('Vpc')] }];
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ Filters: ofVpc }));
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: ofVpc }));
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ RouteTableIds: [id('DataRoutes')] }),
    );

    expect(Subnets.map(({ CidrBlock }) => CidrBlock).sort()).toEqual([
      '10.0.0.0/24',
      '10.0.128.0/24',
      '10.0.129.0/24',
      '10.0.130.0/24',
      '10.0.144.0/24',
      '10.0.145.0/24',
      '10.0.146.0/24',
      '10.0.16.0/24',
      '10.0.160.0/24',
    ]);
    expect(new Set(Subnets.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(3);
    expect(NatGateways).toHaveLength(1);
    expect(RouteTables[0]?.Routes?.map((route) => route.DestinationCidrBlock)).not.toContain(
      '0.0.0.0/0',
    );
    expect(RouteTables[0]?.Associations).toHaveLength(3);
  });

  it('closes the default security group', async () => {
    const { SecurityGroups = [] } = await new EC2Client(cloud.client).send(
      new DescribeSecurityGroupsCommand({
        Filters: [
          { Name: 'vpc-id', Values: [id('Vpc')] },
          { Name: 'group-name', Values: ['default'] },
        ],
      }),
    );

    expect(SecurityGroups).toHaveLength(1);
    expect(SecurityGroups[0]?.IpPermissions).toEqual([]);
    expect(SecurityGroups[0]?.IpPermissionsEgress).toEqual([]);
  });

  it('runs a group of one to four that the load balancer judges, without keys, with IMDSv2', async () => {
    const group = await getGroup(cloud.client, id('StorefrontGroup'));
    const [version] = await versions();

    expect(group).toMatchObject({
      MinSize: 1,
      MaxSize: 4,
      HealthCheckGracePeriod: 300,
      TargetGroupARNs: [id('StorefrontTargetGroup')],
    });
    expect(group.HealthCheckType?.split(',').sort()).toEqual(['EBS', 'ELB']);
    expect(version?.data?.MetadataOptions?.HttpTokens).toBe('required');
    expect(version?.data?.KeyName).toBeUndefined();
    expect(version?.data?.BlockDeviceMappings?.[0]?.Ebs).toMatchObject({
      Encrypted: true,
      VolumeType: 'gp3',
    });
  });

  it('lets only requests with the secret header through to the storefront', async () => {
    const elb = new ElasticLoadBalancingV2Client(cloud.client);
    const { Listeners = [] } = await elb.send(
      new DescribeListenersCommand({ LoadBalancerArn: id('LoadBalancer') }),
    );
    const { Rules = [] } = await elb.send(
      new DescribeRulesCommand({ ListenerArn: Listeners[0]?.ListenerArn }),
    );
    const { Attributes = [] } = await elb.send(
      new DescribeTargetGroupAttributesCommand({ TargetGroupArn: id('StorefrontTargetGroup') }),
    );
    const secret = await readSecret(cloud.client, id('OriginSecret'));

    expect(Listeners.map(({ Port, Protocol }) => [Port, Protocol])).toEqual([[80, 'HTTP']]);
    expect(Listeners[0]?.DefaultActions?.[0]?.FixedResponseConfig?.StatusCode).toBe('403');
    expect(secret).toHaveLength(48);
    expect(Rules.find(({ IsDefault }) => !IsDefault)).toMatchObject({
      Conditions: [{ HttpHeaderConfig: { HttpHeaderName: 'x-origin-secret', Values: [secret] } }],
      Actions: [{ Type: 'forward', TargetGroupArn: id('StorefrontTargetGroup') }],
    });
    expect(Attributes).toContainEqual({
      Key: 'deregistration_delay.timeout_seconds',
      Value: '30',
    });
  });

  it('makes an encrypted database with seven days of backups', async () => {
    const { DBInstances = [] } = await new RDSClient(cloud.client).send(
      new DescribeDBInstancesCommand({}),
    );

    expect(DBInstances).toHaveLength(1);
    expect(DBInstances[0]).toMatchObject({
      Engine: 'mysql',
      StorageEncrypted: true,
      StorageType: 'gp3',
      PubliclyAccessible: false,
      BackupRetentionPeriod: 7,
      PreferredBackupWindow: '08:01-08:31',
    });
  });

  it('has migrated it, and made a user who has data rights only and must use TLS', async () => {
    const secret = JSON.parse(await readSecret(cloud.client, id('ApplicationDatabaseSecret')));
    const login = { user: secret.username, password: secret.password };
    const applied = await ask(cloud, 'select name from tidemarket.kysely_migration order by name');
    const grants = await ask(cloud, `show grants for '${secret.username}'@'%'`);

    expect(applied.at(-1)).toEqual({ name: '0006-catalog-version' });
    expect(grants.flatMap((row) => Object.values(row)).join('\n')).toMatch(
      /GRANT SELECT, INSERT, UPDATE, DELETE ON `tidemarket`\.\* TO/,
    );
    expect(await ask(cloud, 'select count(*) as n from tidemarket.products', login)).toEqual([
      { n: 0 },
    ]);
    await expect(ask(cloud, 'drop table tidemarket.products', login)).rejects.toMatchObject({
      errno: 1142,
    });
    await expect(ask(cloud, 'select 1', { ...login, tls: false })).rejects.toThrow();
  });

  it('keeps what operations remember encrypted, recoverable and for a time', async () => {
    const dynamodb = new DynamoDBClient(cloud.client);
    const table = { TableName: id('OperationsTable') };
    const { Table } = await dynamodb.send(new DescribeTableCommand(table));
    const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand(table));
    const { ContinuousBackupsDescription } = await dynamodb.send(
      new DescribeContinuousBackupsCommand(table),
    );

    expect(Table?.BillingModeSummary?.BillingMode).toBe('PAY_PER_REQUEST');
    expect(Table?.SSEDescription?.SSEType).toBe('KMS');
    expect(TimeToLiveDescription).toMatchObject({ AttributeName: 'expiresAt' });
    expect(
      ContinuousBackupsDescription?.PointInTimeRecoveryDescription?.PointInTimeRecoveryStatus,
    ).toBe('ENABLED');
  });

  it('gives its functions the defaults of all to come', async () => {
    const FunctionName = 'tidemarket-dev-migrateDatabase';
    const lambda = new LambdaClient(cloud.client);
    const { Configuration } = await lambda.send(new GetFunctionCommand({ FunctionName }));
    const invoke = await lambda.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
    const { logGroups = [] } = await new CloudWatchLogsClient(cloud.client).send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: `/aws/lambda/${FunctionName}` }),
    );

    expect(Configuration).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: 600,
    });
    expect(Configuration?.Role).toContain('MigrateDatabaseRole');
    expect(invoke.DestinationConfig?.OnFailure?.Destination).toMatch(
      /tidemarket-dev-failed-events$/,
    );
    expect(logGroups[0]).toMatchObject({ retentionInDays: 14 });
    expect(logGroups[0]?.kmsKeyId).toContain(id('PlatformKey'));
  });

  it('uploads static files with the right type, to be kept for a year by who has them', async () => {
    const keys = await listKeys(cloud.client, id('StaticBucket'), 'static/');
    const css = keys.find((key) => key.endsWith('.css')) ?? '';
    const head = await new S3Client(cloud.client).send(
      new HeadObjectCommand({ Bucket: id('StaticBucket'), Key: css }),
    );

    expect(css).toMatch(/^static\/shop-[A-Z0-9]{8}\.css$/);
    expect(head.ContentType).toBe('text/css; charset=utf-8');
    expect(head.CacheControl).toBe('public, max-age=31536000, immutable');
  });

  it('protects what has state by a stack policy, and tells people what they need', async () => {
    const { StackPolicyBody = '' } = await new CloudFormationClient(cloud.client).send(
      new GetStackPolicyCommand({ StackName: stack }),
    );
    const outputs = await findOutputs(cloud.client, stack);

    expect(JSON.parse(StackPolicyBody).Statement).toContainEqual(
      expect.objectContaining({
        Effect: 'Deny',
        Resource: expect.arrayContaining(['LogicalResourceId/Database']),
      }),
    );
    expect(outputs['ShopUrl']).toMatch(/^https:\/\/.+\.cloudfront\.net$/);
    expect(outputs['DatabaseWriterEndpoint']).toBe('127.0.0.1');
    expect(outputs['DatabaseReaderEndpoint']).toBe('127.0.0.1');
  });
});

describe('what dev leaves out', () => {
  it.each(['Trail', 'ConfigRecorder', 'MonthlyBudget', 'Cache', 'HttpsListener', 'Certificate'])(
    'has no %s',
    (logicalId) => {
      expect(stage.has(logicalId)).toBe(false);
    },
  );
});

describe('the artefact that was uploaded', () => {
  it('has the hash that instances check', async () => {
    const [version] = await versions();
    const key = readExport(version?.userData ?? '', 'ARTIFACT_KEY');
    const sha256 = readExport(version?.userData ?? '', 'ARTIFACT_SHA256');
    const tar = await readTar(cloud.client, id('ServerlessDeploymentBucket'), key);

    expect(key).toBe(`storefront/${sha256}.tar.gz`);
    expect(createHash('sha256').update(tar).digest('hex')).toBe(sha256);
  });

  it('starts in an empty folder with the settings of the user data, and reaches MySQL over TLS', async () => {
    const shop = await startDeployedShop(cloud, stage);
    try {
      const health = await fetch(`${shop.origin}/healthz`);
      const ready = await fetch(`${shop.origin}/readyz`);
      const home = await fetch(`${shop.origin}/shop`);

      expect(health.status).toBe(200);
      expect([ready.status, await ready.text()]).toEqual([200, expect.stringContaining('writer')]);
      expect(home.status).toBe(200);
    } finally {
      await shop.stop();
    }
  });
});

describe('after the first deploy', () => {
  it('changes nothing when nothing has changed', async () => {
    getOutput(await cloud.workplace.sls(...deployArgs));

    expect(await versions()).toHaveLength(1);
    expect(await liveVersion()).toBe(1);
  });

  it('rolls out a changed storefront, and keeps the artefact before it', async () => {
    const before = await listKeys(cloud.client, id('ServerlessDeploymentBucket'), 'storefront/');
    cloud.workplace.change('storefront/site.ts', 'export', "console.info('changed');\nexport");

    const output = getOutput(await cloud.workplace.sls(...deployArgs));

    expect(output).toMatch(/instances\s+replaced/);
    const after = await listKeys(cloud.client, id('ServerlessDeploymentBucket'), 'storefront/');
    expect(after).toEqual(expect.arrayContaining([...before]));
    expect(after).toHaveLength(before.length + 1);
    expect(await versions()).toHaveLength(2);
    expect(await liveVersion()).toBe(2);
  });

  it('fails and leaves the fleet alone when a migration fails', async () => {
    cloud.workplace.write(
      'storefront/db/migrations/0007-broken.ts',
      "export const broken = (): readonly string[] => ['create table half (id bigint primary key)', 'this is no statement'];\n",
    );
    cloud.workplace.change(
      'storefront/db/migrations/index.ts',
      'import { catalogVersion }',
      "import { broken } from './0007-broken.ts';\nimport { catalogVersion }",
    );
    cloud.workplace.change(
      'storefront/db/migrations/index.ts',
      "'0006-catalog-version': catalogVersion,",
      "'0006-catalog-version': catalogVersion,\n  '0007-broken': broken,",
    );

    const failed = await cloud.workplace.sls(...deployArgs);

    expect(failed.code).not.toBe(0);
    expect(failed.output).toContain('0007-broken');
    expect(await liveVersion()).toBe(2);
    expect((await getGroup(cloud.client, id('StorefrontGroup'))).MinSize).toBe(1);
    const applied = await ask(cloud, 'select name from tidemarket.kysely_migration');
    expect(applied).not.toContainEqual({ name: '0007-broken' });
  });

  it('goes back to the first artefact on request', async () => {
    const [original] = await versions();
    const sha256 = readExport(original?.userData ?? '', 'ARTIFACT_SHA256');
    const listed = await cloud.workplace.sls('rollback-storefront', '--stage', 'dev', '--list');

    getOutput(
      await cloud.workplace.sls(
        'rollback-storefront',
        '--stage',
        'dev',
        '--to',
        sha256.slice(0, 12),
      ),
    );

    expect(getOutput(listed)).toContain(sha256.slice(0, 12));
    const all = await versions();
    const live = all.find(({ number }) => number === all.length);
    expect(await liveVersion()).toBe(live?.number);
    expect(readExport(live?.userData ?? '', 'ARTIFACT_SHA256')).toBe(sha256);
  });

  it('removes the stage with all that is in its buckets, and keeps a last snapshot', async () => {
    getOutput(await cloud.workplace.sls('remove', '--stage', 'dev'));

    await expect(findPhysicalIds(cloud.client, stack)).rejects.toThrow(/does not exist/);
    const { Buckets = [] } = await new S3Client(cloud.client).send(new ListBucketsCommand({}));
    expect(Buckets).toEqual([]);
    const { DBSnapshots = [] } = await new RDSClient(cloud.client).send(
      new DescribeDBSnapshotsCommand({}),
    );
    expect(DBSnapshots).not.toEqual([]);
  });
});
