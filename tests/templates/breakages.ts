import type { Json } from '../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../scripts/plugins/literal-template/template.ts';
import { withoutResource, withResource, withValue } from '../support/template/change-template.ts';
import type { HouseRuleName } from './house-rules.ts';

/** A change that a rule has to notice, and what it says then. */
type Breakage = readonly [what: string, change: (template: Template) => Template, says: string];

const letIn = (group: string, more: object) => (template: Template) =>
  withResource(template, 'Hole', {
    Type: 'AWS::EC2::SecurityGroupIngress',
    Properties: {
      GroupId: { Ref: group },
      IpProtocol: 'tcp',
      FromPort: 8080,
      ToPort: 8080,
      ...more,
    },
  });

const set = (id: string, path: string, value?: Json) => (template: Template) =>
  withValue(template, id, path, value);

const firstStatement = 'Properties.Policies.0.PolicyDocument.Statement.0';

export const breakages: Readonly<Record<HouseRuleName, readonly Breakage[]>> = {
  'nothing but the load balancer is open, and that to CloudFront only': [
    [
      'the world reaches instances',
      letIn('StorefrontSecurityGroup', { CidrIp: '0.0.0.0/0' }),
      'opens StorefrontLaunchTemplate',
    ],
    [
      'half of the world does',
      letIn('StorefrontSecurityGroup', { CidrIp: '128.0.0.0/1' }),
      'opens StorefrontLaunchTemplate',
    ],
    [
      'the world reaches the database, by IPv6',
      letIn('DatabaseSecurityGroup', { CidrIpv6: '::/0' }),
      'opens Database to ::/0',
    ],
    [
      'the world passes CloudFront by',
      letIn('LoadBalancerSecurityGroup', { CidrIp: '0.0.0.0/0' }),
      'past CloudFront',
    ],
    [
      'instances take SSH',
      letIn('StorefrontSecurityGroup', { FromPort: 20, ToPort: 30, CidrIp: '10.0.0.0/16' }),
      'lets in port 22',
    ],
    [
      'a group lets in everything',
      letIn('StorefrontSecurityGroup', {
        IpProtocol: '-1',
        SourceSecurityGroupId: { Ref: 'LoadBalancerSecurityGroup' },
      }),
      'lets in port 3389',
    ],
    ['a rule names no source', letIn('DatabaseSecurityGroup', {}), 'does not say whom it lets in'],
    [
      'instances get public addresses',
      set('AppSubnetA', 'Properties.MapPublicIpOnLaunch', true),
      'address in the internet',
    ],
    [
      'the database gets one',
      set('Database', 'Properties.PubliclyAccessible', true),
      'address in the internet',
    ],
    [
      'instances stand in a public subnet',
      set('StorefrontGroup', 'Properties.VPCZoneIdentifier.1', { Ref: 'PublicSubnetB' }),
      'is in PublicSubnetB, which the internet reaches',
    ],
    [
      'the database stands where there is a way out',
      set('DatabaseSubnetGroup', 'Properties.SubnetIds.0', { Ref: 'AppSubnetA' }),
      'is in AppSubnetA, which has a way out',
    ],
  ],
  'no role has a wildcard that is not listed with its reason': [
    [
      'all actions of a service',
      set('StorefrontRole', `${firstStatement}.Action`, 's3:*'),
      'may s3:* on',
    ],
    [
      'all resources',
      set('StorefrontRole', `${firstStatement}.Resource`, '*'),
      'may s3:GetObject on *',
    ],
    [
      'all buckets',
      set('StorefrontRole', `${firstStatement}.Resource`, 'arn:aws:s3:::*'),
      'may s3:GetObject on arn:aws:s3:::*',
    ],
    [
      'every region',
      set('StorefrontRole', `${firstStatement}.Resource`, 'arn:aws:sqs:*:1:queue'),
      'arn:aws:sqs:*:1:queue',
    ],
    [
      'a policy of AWS',
      set('MigrateDatabaseRole', 'Properties.ManagedPolicyArns', [
        'arn:aws:iam::aws:policy/AdministratorAccess',
      ]),
      'may AdministratorAccess on *',
    ],
  ],
  'every function has its own role, kept and encrypted logs and a place for failures': [
    [
      'an old runtime',
      set('MigrateDatabaseLambdaFunction', 'Properties.Runtime', 'nodejs20.x'),
      'nodejs24.x',
    ],
    [
      'another processor',
      set('MigrateDatabaseLambdaFunction', 'Properties.Architectures', ['x86_64']),
      'arm64',
    ],
    ['no timeout', set('MigrateDatabaseLambdaFunction', 'Properties.Timeout'), 'timeout'],
    ['no memory', set('MigrateDatabaseLambdaFunction', 'Properties.MemorySize'), 'memory'],
    [
      'no description',
      set('MigrateDatabaseLambdaFunction', 'Properties.Description'),
      'does not say what it does',
    ],
    [
      'a shared role',
      set('MigrateDatabaseLambdaFunction', 'Properties.Role', {
        'Fn::GetAtt': ['ApplyAccountSettingsRole', 'Arn'],
      }),
      'shares its role',
    ],
    [
      'a role from elsewhere',
      set('MigrateDatabaseLambdaFunction', 'Properties.Role', 'arn:aws:iam::1:role/any'),
      'has no role of this template',
    ],
    [
      'no log group',
      (template) => withoutResource(template, 'MigrateDatabaseLogGroup'),
      'has no log group',
    ],
    [
      'logs kept for ever',
      set('MigrateDatabaseLogGroup', 'Properties.RetentionInDays'),
      'keeps its logs for ever',
    ],
    [
      'plain logs',
      set('MigrateDatabaseLogGroup', 'Properties.KmsKeyId'),
      'does not encrypt its logs',
    ],
    [
      'no failure destination',
      set('MigrateDatabaseLambdaEvConf', 'Properties.DestinationConfig'),
      'no failure destination',
    ],
  ],
  'every bucket is encrypted, versioned, private and asks for TLS': [
    ['plain', set('MediaBucket', 'Properties.BucketEncryption'), 'is not encrypted'],
    [
      'without versions',
      set('MediaBucket', 'Properties.VersioningConfiguration.Status', 'Suspended'),
      'has no versions',
    ],
    [
      'shared ownership',
      set('MediaBucket', 'Properties.OwnershipControls'),
      'lets others own objects',
    ],
    [
      'public',
      set('MediaBucket', 'Properties.PublicAccessBlockConfiguration.BlockPublicPolicy', false),
      'lacks BlockPublicPolicy',
    ],
    ['no policy', (template) => withoutResource(template, 'MediaBucketPolicy'), 'without TLS'],
    [
      'objects without TLS',
      set('MediaBucketPolicy', 'Properties.PolicyDocument.Statement.0.Resource', {
        'Fn::GetAtt': ['MediaBucket', 'Arn'],
      }),
      'without TLS',
    ],
    [
      'a denial that allows',
      set('MediaBucketPolicy', 'Properties.PolicyDocument.Statement.0.Effect', 'Allow'),
      'without TLS',
    ],
  ],
  'everything that is kept is encrypted with a key of ours': [
    [
      'table',
      set('OperationsTable', 'Properties.SSESpecification.KMSMasterKeyId'),
      'OperationsTable: is not encrypted',
    ],
    [
      'volume',
      set(
        'StorefrontLaunchTemplate',
        'Properties.LaunchTemplateData.BlockDeviceMappings.0.Ebs.Encrypted',
        false,
      ),
      'StorefrontLaunchTemplate: is not encrypted',
    ],
    [
      'key',
      set('DatabaseKey', 'Properties.EnableKeyRotation'),
      'DatabaseKey: is a key that is never rotated',
    ],
    ['logs', set('FlowLogGroup', 'Properties.KmsKeyId'), 'FlowLogGroup: is not encrypted'],
    [
      'database',
      set('Database', 'Properties.StorageEncrypted', false),
      'Database: is not encrypted',
    ],
    [
      'database, with the key of AWS',
      set('Database', 'Properties.KmsKeyId'),
      'Database: is not encrypted',
    ],
    ['topic', set('AlarmTopic', 'Properties.KmsMasterKeyId'), 'AlarmTopic: is not encrypted'],
    [
      'queue',
      set('FailedEventsQueue', 'Properties.KmsMasterKeyId'),
      'FailedEventsQueue: is not encrypted',
    ],
    ['secret', set('SlackSecret', 'Properties.KmsKeyId'), 'SlackSecret: is not encrypted'],
    [
      'cache',
      (template) =>
        withResource(template, 'Cache', {
          Type: 'AWS::ElastiCache::ReplicationGroup',
          Properties: { AtRestEncryptionEnabled: true },
        }),
      'Cache: is not encrypted',
    ],
  ],
  'every alarm tells somebody what it means and what to do': [
    [
      'no description',
      set('StorefrontCpuTooHigh', 'Properties.AlarmDescription'),
      'has no description',
    ],
    [
      'another form',
      set('StorefrontCpuTooHigh', 'Properties.AlarmDescription', 'CPU is high'),
      'lacks a line',
    ],
    [
      "another alarm's runbook",
      (template) =>
        withValue(
          template,
          'StorefrontCpuTooHigh',
          'Properties.AlarmDescription',
          template.Resources['StorefrontHostsMissing']?.Properties?.['AlarmDescription'],
        ),
      'has the runbook of another',
    ],
    [
      'no runbook',
      (template) =>
        withResource(template, 'Unheard', {
          ...template.Resources['StorefrontCpuTooHigh'],
          Properties: JSON.parse(
            JSON.stringify(template.Resources['StorefrontCpuTooHigh']?.Properties).replace(
              'runbooks/StorefrontCpuTooHigh',
              'runbooks/Unheard',
            ),
          ),
        }),
      'has no runbook',
    ],
    [
      'tells nobody',
      set('StorefrontCpuTooHigh', 'Properties.AlarmActions'),
      'does not tell AlarmTopic: AlarmActions',
    ],
    [
      'never says that all is well',
      set('StorefrontCpuTooHigh', 'Properties.OKActions', []),
      'does not tell AlarmTopic: OKActions',
    ],
  ],
  'instances and their volumes have the tags of the stage': [
    [
      'not passed on',
      set('StorefrontGroup', 'Properties.Tags.1.PropagateAtLaunch', false),
      'to its instances',
    ],
    [
      'volume',
      set('StorefrontLaunchTemplate', 'Properties.LaunchTemplateData.TagSpecifications'),
      'to volumes',
    ],
  ],
};
