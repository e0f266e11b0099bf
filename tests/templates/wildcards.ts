import type { AllowedWildcard } from '../support/template/rules/wildcards.ts';

const noResource = 'The action knows no resources: AWS takes it with * only.';

const on =
  (role: string, reason: string) =>
  (may: string): AllowedWildcard => ({ role, may, on: '*', reason });

/** Every wildcard that a role of the platform has. One that is no longer there has to go. */
export const allowedWildcards: readonly AllowedWildcard[] = [
  ...['elasticloadbalancing:DescribeTargetHealth', 'ec2:DescribeTags'].map(
    on('StorefrontRole', noResource),
  ),
  {
    role: 'StorefrontRole',
    may: 'cloudwatch:PutMetricData',
    on: '*',
    reason: 'Metrics are no resources; a condition names the one namespace.',
  },
  ...[
    'ssm:UpdateInstanceInformation',
    'ssmmessages:CreateControlChannel',
    'ssmmessages:CreateDataChannel',
    'ssmmessages:OpenControlChannel',
    'ssmmessages:OpenDataChannel',
  ].map(on('StorefrontRole', `The agent of Session Manager. ${noResource}`)),
  ...[
    'CheckBackupRole',
    'MigrateDatabaseRole',
    'RecordWatermarkRole',
    'ImportCatalogRole',
    'MigrateDatabaseRole',
    'PruneExpiredRole',
    'ReconcileOrdersRole',
    'ReportDatabaseRole',
    'RotateDatabaseSecretRole',
  ].flatMap((role) =>
    [
      'ec2:AssignPrivateIpAddresses',
      'ec2:CreateNetworkInterface',
      'ec2:DeleteNetworkInterface',
      'ec2:DescribeNetworkInterfaces',
      'ec2:DescribeSubnets',
      'ec2:UnassignPrivateIpAddresses',
    ].map(on(role, 'Lambda checks for these, on *, before it puts a function in a VPC.')),
  ),
  on('RotateDatabaseSecretRole', noResource)('secretsmanager:GetRandomPassword'),
  ...['ec2:DescribeSecurityGroups', 'ec2:DescribeSecurityGroupRules'].map(
    on('ApplyAccountSettingsRole', noResource),
  ),
  ...['rds:DescribeDBInstances', 'rds:DescribeDBSnapshots', 'rds:DescribeDBClusterSnapshots'].map(
    on('VerifyBackupRole', 'Leftovers are found by their tags, snapshots by their database.'),
  ),
  ...[
    'logs:CreateLogDelivery',
    'logs:GetLogDelivery',
    'logs:UpdateLogDelivery',
    'logs:DeleteLogDelivery',
    'logs:ListLogDeliveries',
    'logs:PutResourcePolicy',
    'logs:DescribeResourcePolicies',
    'logs:DescribeLogGroups',
  ].map(on('BackupDrillRole', `Step Functions has its logs delivered. ${noResource}`)),
  on('AlarmToSlackRole', noResource)('cloudwatch:GetMetricWidgetImage'),
  ...['autoscaling:DescribeAutoScalingGroups', 'cloudwatch:GetMetricData'].map(
    on('EveningScaleUpRole', noResource),
  ),
  ...[
    'autoscaling:DescribeAutoScalingGroups',
    'autoscaling:DescribeInstanceRefreshes',
    'ec2:DescribeLaunchTemplateVersions',
  ].map(on('ReplaceFleetRole', noResource)),
  ...['ec2:RunInstances', 'ec2:CreateTags'].map(
    on(
      'ReplaceFleetRole',
      'What a launch consists of has no names yet; conditions name the launch template, and the launch.',
    ),
  ),
  on('DrainInstanceRole', noResource)('autoscaling:DescribeAutoScalingGroups'),
  ...['cloudwatch:DescribeAlarms', 'cloudwatch:DescribeAlarmHistory'].map(
    on('AlarmRoundsRole', 'Alarms are found by their tags, so all of them are looked at.'),
  ),
  {
    role: 'ConfigRole',
    may: 'AWS_ConfigRole',
    on: '*',
    reason:
      'The recorder reads settings of every type that there is; AWS adds to this with each one.',
  },
  ...['EC2InstanceProfileForImageBuilder', 'AmazonSSMManagedInstanceCore'].map(
    on('ImageBuilderRole', 'What Image Builder documents for its instances, which see no data.'),
  ),
  ...['iam:GetAccountPasswordPolicy', 'iam:UpdateAccountPasswordPolicy'].map(
    on('ApplyAccountSettingsRole', noResource),
  ),
];
