import type { Suppression } from '../support/template/engines/suppression.ts';

const reviewBy = '2027-05-31';

const inTheVpc = [
  'checkBackup',
  'importCatalog',
  'migrateDatabase',
  'pruneExpired',
  'reconcileOrders',
  'recordWatermark',
  'reportDatabase',
  'rotateDatabaseSecret',
];
const functions = [
  ...inTheVpc,
  'alarmRounds',
  'alarmToSlack',
  'applyAccountSettings',
  'drainInstance',
  'eveningScaleUp',
  'failOverDatabase',
  'invalidateEdge',
  'replaceFleet',
  'verifyBackup',
];

/** Their roles allow nothing on `*`. */
const namesAllItUses = new Set(['failOverDatabase', 'invalidateEdge']);

const snapshotsOfTheStage = ['snapshot:', 'cluster-snapshot:'].flatMap((kind) => [
  `${kind}rds:STACK-`,
  `${kind}STACK-`,
]);

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/**
 * Findings of cfn-guard (Control Tower) and cdk-nag (AwsSolutions) that are meant, each with its
 * reason. What is not found any more has to go, and each has to be thought over until its date.
 */
export const suppressions: readonly Suppression[] = [
  {
    rules: [
      'AwsSolutions-CFR4',
      'AwsSolutions-CFR5',
      'cloudfront_custom_ssl_certificate_check',
      'cloudfront_security_policy_check',
      'cloudfront_sni_enabled_check',
      'cloudfront_traffic_to_origin_encrypted_check',
    ],
    resources: ['Distribution'],
    variants: ['dev'],
    reason:
      'Without a domain there is no certificate: CloudFront uses its own name and speaks HTTP to the load balancer. Stages with shoppers ask for a domain.',
    reviewBy,
  },
  {
    rules: ['alb_http_to_https_redirection_check'],
    resources: ['HttpListener'],
    variants: ['dev'],
    reason:
      'Without a domain there is no certificate to redirect to; what does not come from CloudFront is refused.',
    reviewBy,
  },
  {
    rules: ['autoscaling_group_nitro_encryption_in_transit_override_check'],
    resources: ['StorefrontGroup'],
    variants: ['dev', 'dev with a domain'],
    reason:
      'It is about traffic between instances of the group, and they never talk to each other.',
    reviewBy,
  },
  {
    rules: ['autoscaling_group_elb_healthcheck_required_check'],
    resources: ['StorefrontGroup'],
    reason: 'It asks for "ELB" alone; the group asks the load balancer and the volumes: "EBS,ELB".',
    reviewBy,
  },
  {
    rules: ['autoscaling_multiple_az_check'],
    resources: ['StorefrontGroup'],
    reason:
      'It reads AvailabilityZones only; the three zones come with the three subnets of the group.',
    reviewBy,
  },
  {
    rules: ['autoscaling_mixed_instances_policy_multiple_instance_types_check'],
    resources: ['StorefrontGroup'],
    variants: ['staging', 'prod'],
    reason:
      'Requests per target were measured on one type, on demand; a mix is for Spot, which dev uses.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-AS3'],
    resources: ['StorefrontGroup'],
    reason:
      'Scaling is daily business and would drown what matters; alarms tell when too few instances serve.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-CFR1'],
    resources: ['Distribution'],
    reason: 'The shop sells to every country; the firewall counts requests by country.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-CFR3', 'cloudfront_access_logs_enabled_check'],
    resources: ['Distribution'],
    reason:
      'Logs go to S3 by CloudWatch Logs delivery, which needs no access list on the bucket; the engines read the older setting only.',
    reviewBy,
  },
  {
    rules: ['cloudfront_origin_failover_enabled_check'],
    resources: ['Distribution'],
    reason:
      'The load balancer is in three zones already, and an order cannot be sent to another origin.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-IAM5[Resource::*]'],
    resources: [
      'StorefrontRole',
      'BackupDrillRole',
      ...functions
        .filter((name) => !namesAllItUses.has(name))
        .map((name) => `${capitalized(name)}Role`),
    ],
    reason: 'Each action is listed with its own reason in wildcards.ts; none of them is on data.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::<StorefrontLogGroup.Arn>:log-stream:*]',
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<ServerlessDeploymentBucket>/storefront/*]',
    ],
    resources: ['StorefrontRole'],
    reason: 'The streams of its own log group, and the folder of its own artefacts: it names both.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:s3:::<ServerlessDeploymentBucket>/imports/*]',
    ],
    resources: ['ImportCatalogRole'],
    reason: 'The folder of the files that people upload to be imported.',
    reviewBy,
  },
  ...functions.map(
    (name): Suppression => ({
      rules: [
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:<AWS::Region>:<AWS::AccountId>:log-group:/aws/lambda/STACK-${name}:*]`,
      ],
      resources: [`${capitalized(name)}Role`],
      reason: 'The streams of its own log group, whose names Lambda makes.',
      reviewBy,
    }),
  ),
  {
    rules: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:autoscaling:<AWS::Region>:<AWS::AccountId>:autoScalingGroup:*:autoScalingGroupName/<StorefrontGroup>]',
    ],
    resources: ['DrainInstanceRole', 'EveningScaleUpRole', 'ReplaceFleetRole'],
    reason: 'The star is the id that AWS gives the one group of this name.',
    reviewBy,
  },
  {
    rules: ['db:STACK-drill-', ...snapshotsOfTheStage].map(
      (resource) =>
        `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:rds:<AWS::Region>:<AWS::AccountId>:${resource}*]`,
    ),
    resources: ['VerifyBackupRole'],
    reason:
      "Names of copies that drills make, which have to carry the drill's tag as well, and of the stage's snapshots, which are read only.",
    reviewBy,
  },
  {
    rules: ['AwsSolutions-SF2', 'step_functions_state_machine_tracing_enabled_check'],
    resources: ['BackupDrill'],
    reason:
      'Once a day it waits for RDS; its log has every step with its time, and nothing is left to trace.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-SMG4'],
    resources: ['DrillDatabaseSecret'],
    reason: 'Each drill puts a new password in, for an instance that is gone within the hour.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:STACK-backup-drill:*]',
    ],
    resources: ['VerifyBackupRole'],
    reason: 'Each drill is an execution with a name of its own.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM5[Resource::<AuditBucket.Arn>/config/AWSLogs/<AWS::AccountId>/Config/*]',
    ],
    resources: ['ConfigRole'],
    variants: ['prod'],
    reason: 'The folder of the recorder, of this account, in the bucket that is made for it.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWS_ConfigRole]',
    ],
    resources: ['ConfigRole'],
    variants: ['prod'],
    reason:
      'The recorder reads every type that there is, so AWS adds to this policy with each one.',
    reviewBy,
  },
  {
    rules: [
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/AmazonSSMManagedInstanceCore]',
      'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/EC2InstanceProfileForImageBuilder]',
    ],
    resources: ['ImageBuilderRole'],
    variants: ['prod'],
    reason:
      'Image Builder documents these two as what its instances need; they live for one build and see no data.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-AEC6'],
    resources: ['Cache'],
    variants: ['staging', 'prod'],
    reason:
      'It asks for one password for all; the cache has a user with a password and rights of its own.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-RDS10', 'rds_instance_deletion_protection_enabled_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason: 'A development stage is removed when it is not needed; a snapshot stays.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-RDS10', 'rds_cluster_deletion_protection_enabled_check'],
    resources: ['Database'],
    variants: ['staging'],
    reason: 'Staging is removed and made anew to prove that it can be; a snapshot stays.',
    reviewBy,
  },
  {
    rules: ['elbv2_deletion_protection_enabled_check'],
    resources: ['LoadBalancer'],
    variants: ['dev', 'dev with a domain', 'staging'],
    reason: 'Only production is protected from removal; the other stages come and go.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-RDS3', 'rds_instance_multi_az_support_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason: 'Development has one small instance, to save cost; the others have a Multi-AZ cluster.',
    reviewBy,
  },
  {
    rules: ['rds_instance_enhanced_monitoring_enabled_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason: 'Nobody watches the processes of a development database; metrics by the minute do.',
    reviewBy,
  },
  {
    rules: ['rds_instance_iam_authentication_enabled_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason:
      'Users log in with passwords that rotation changes; Multi-AZ clusters, which the others are, offer no IAM authentication for them.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-RDS11'],
    resources: ['Database'],
    reason:
      'Who is in the VPC and may connect sees the port; security groups decide, not its number.',
    reviewBy,
  },
  {
    rules: ['rds_instance_no_default_ports_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason:
      'Who is in the VPC and may connect sees the port; security groups decide, not its number.',
    reviewBy,
  },
  {
    rules: ['rds_instance_logging_enabled_check'],
    resources: ['Database'],
    variants: ['dev', 'dev with a domain'],
    reason:
      'It asks for the general log too, which would hold every statement, with what shoppers type.',
    reviewBy,
  },
  {
    rules: ['rds_cluster_logging_enabled_check'],
    resources: ['Database'],
    variants: ['staging', 'prod'],
    reason:
      'It asks for the general log too, which would hold every statement, with what shoppers type.',
    reviewBy,
  },
  {
    rules: ['cloudwatch_log_group_retention_period_check'],
    resources: [
      ...functions.map((name) => `${capitalized(name)}LogGroup`),
      'BackupDrillLogGroup',
      'DatabaseErrorLog',
      'DatabaseSlowQueryLog',
      'EdgeFirewallLogGroup',
      'FlowLogGroup',
      'LoadBalancerFirewallLogGroup',
      'StorefrontLogGroup',
    ],
    reason:
      'Logs name addresses of shoppers: they are kept as long as they help, by stage, and the audit trail longer.',
    reviewBy,
  },
  {
    rules: ['cloudwatch_log_group_retention_period_check'],
    resources: ['CacheLogGroup'],
    variants: ['staging', 'prod'],
    reason: 'Slow commands of the cache help for days; what happened is in the audit trail.',
    reviewBy,
  },
  {
    rules: ['cloudwatch_log_group_retention_period_check'],
    resources: ['ImageBuilderLogGroup', 'TrailLogGroup'],
    variants: ['prod'],
    reason: 'For looking in and for alarms; the trail itself is kept in its bucket.',
    reviewBy,
  },
  {
    rules: ['lambda_inside_vpc_check'],
    resources: functions
      .filter((name) => !inTheVpc.includes(name))
      .map((name) => `${capitalized(name)}LambdaFunction`),
    reason: 'It talks to APIs of AWS only, and would need a NAT gateway in a VPC.',
    reviewBy,
  },
  {
    rules: ['s3_bucket_default_encryption_kms_check'],
    resources: ['AccessLogBucket'],
    reason: 'Encrypted by S3: load balancers cannot write their logs to a bucket with a KMS key.',
    reviewBy,
  },
  {
    rules: ['s3_bucket_logging_enabled_check'],
    resources: ['AccessLogBucket'],
    reason: 'It is where the others log to: each entry would make another one.',
    reviewBy,
  },
  {
    rules: ['s3_bucket_object_lock_enabled_check', 's3_event_notifications_enabled_check'],
    resources: ['AccessLogBucket', 'MediaBucket', 'ServerlessDeploymentBucket', 'StaticBucket'],
    reason:
      'Versions bring back what was overwritten, and logs and files have to end one day; nothing waits for an event.',
    reviewBy,
  },
  {
    rules: ['s3_bucket_object_lock_enabled_check', 's3_event_notifications_enabled_check'],
    resources: ['AuditBucket'],
    variants: ['prod'],
    reason:
      'The trail signs its files, so that a change is seen, and versions keep what was there; nothing waits for an event.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-SMG4'],
    resources: ['CacheSecret'],
    variants: ['staging', 'prod'],
    reason:
      "The cache's user is given the password by a deploy: a new one is made and deployed together.",
    reviewBy,
  },
  {
    rules: ['AwsSolutions-SMG4'],
    resources: ['OriginSecret', 'SlackSecret'],
    reason:
      'Both sides of the origin header change at once, by a deploy; the Slack token is changed in Slack, by hand.',
    reviewBy,
  },
  {
    rules: ['AwsSolutions-SQS3', 'sqs_dlq_check'],
    resources: ['FailedEventsQueue', 'UndeliveredAlarmsQueue'],
    reason: 'It is itself the place for what failed elsewhere.',
    reviewBy,
  },
];
