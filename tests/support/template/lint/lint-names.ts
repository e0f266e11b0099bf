import { valueAt } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { findResourceType } from './spec.ts';

type NameRule = readonly [path: string, shape: RegExp];

// From the reference page of each type.
const rules: Readonly<Record<string, readonly NameRule[]>> = {
  'AWS::AutoScaling::AutoScalingGroup': [['AutoScalingGroupName', /^[^:]{1,255}$/]],
  'AWS::CloudFront::CachePolicy': [['CachePolicyConfig.Name', /^[\w-]{1,128}$/]],
  'AWS::CloudFront::Function': [['Name', /^[\w-]{1,64}$/]],
  'AWS::CloudFront::OriginAccessControl': [['OriginAccessControlConfig.Name', /^[\w.-]{1,64}$/]],
  'AWS::CloudFront::OriginRequestPolicy': [['OriginRequestPolicyConfig.Name', /^[\w-]{1,128}$/]],
  'AWS::CloudFront::ResponseHeadersPolicy': [
    ['ResponseHeadersPolicyConfig.Name', /^[\w-]{1,128}$/],
  ],
  'AWS::CloudTrail::Trail': [['TrailName', /^[A-Za-z0-9][\w.-]{2,127}$/]],
  'AWS::CloudWatch::Alarm': [['AlarmName', /^.{1,255}$/]],
  'AWS::CloudWatch::Dashboard': [['DashboardName', /^[\w-]{1,255}$/]],
  'AWS::Config::ConfigRule': [['ConfigRuleName', /^.{1,128}$/]],
  'AWS::DynamoDB::Table': [['TableName', /^[\w.-]{3,255}$/]],
  'AWS::EC2::LaunchTemplate': [['LaunchTemplateName', /^[\w.()/-]{3,128}$/]],
  'AWS::EC2::SecurityGroup': [['GroupName', /^(?!sg-)[\w .\-:/()#,@[\]+=&;{}!$*]{1,255}$/]],
  'AWS::ElastiCache::ReplicationGroup': [
    ['ReplicationGroupId', /^[a-z](?!.*--)[a-z0-9-]{0,38}[a-z0-9]$/],
  ],
  'AWS::ElasticLoadBalancingV2::LoadBalancer': [
    ['Name', /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  ],
  'AWS::ElasticLoadBalancingV2::TargetGroup': [
    ['Name', /^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/],
  ],
  'AWS::Events::Rule': [['Name', /^[\w.-]{1,64}$/]],
  'AWS::IAM::InstanceProfile': [['InstanceProfileName', /^[\w+=,.@-]{1,128}$/]],
  'AWS::IAM::ManagedPolicy': [['ManagedPolicyName', /^[\w+=,.@-]{1,128}$/]],
  'AWS::IAM::Role': [
    ['RoleName', /^[\w+=,.@-]{1,64}$/],
    ['Description', /^[\s -~\u00a1-\u00ff]{0,1000}$/],
  ],
  'AWS::KMS::Alias': [['AliasName', /^alias\/(?!aws\/)[\w/-]{1,250}$/]],
  'AWS::Lambda::Function': [
    ['FunctionName', /^[\w-]{1,64}$/],
    ['Description', /^.{0,256}$/s],
  ],
  'AWS::Logs::LogGroup': [['LogGroupName', /^[\w.\-/#]{1,512}$/]],
  'AWS::RDS::DBCluster': [['DBClusterIdentifier', /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/]],
  'AWS::RDS::DBInstance': [['DBInstanceIdentifier', /^[a-z](?!.*--)[a-z0-9-]{0,61}[a-z0-9]$/]],
  'AWS::RDS::DBSubnetGroup': [['DBSubnetGroupName', /^(?!default$)[a-z0-9._ -]{1,255}$/]],
  'AWS::S3::Bucket': [
    ['BucketName', /^(?!xn--|sthree-)(?!.*-s3alias$)(?!.*\.\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/],
  ],
  'AWS::SNS::Topic': [['TopicName', /^[\w-]{1,256}(\.fifo)?$/]],
  'AWS::SQS::Queue': [['QueueName', /^[\w-]{1,75}(\.fifo)?$/]],
  'AWS::SSM::Parameter': [['Name', /^(?!\/?(aws|ssm))[\w.\-/]{1,1011}$/i]],
  'AWS::Scheduler::Schedule': [['Name', /^[\w.-]{1,64}$/]],
  'AWS::SecretsManager::Secret': [['Name', /^[\w/+=.@-]{1,512}$/]],
  'AWS::WAFv2::WebACL': [['Name', /^[\w-]{1,128}$/]],
};

/** The names that a resource is given, by path in its properties. */
export const namesOf = ({
  type,
  properties,
}: EvaluatedResource): readonly { path: string; name: string }[] => {
  const [identifier, another] = findResourceType(type)?.primaryIdentifier ?? [];
  const paths = new Set((rules[type] ?? []).map(([path]) => path));
  if (identifier !== undefined && another === undefined) paths.add(identifier);
  return [...paths].flatMap((path) => {
    const name = path === 'Description' ? undefined : valueAt(properties, path);
    return name === undefined ? [] : [{ path, name: String(name) }];
  });
};

/** Names and descriptions that a service would refuse: too long, or with other characters. */
export const lintNames = (template: EvaluatedTemplate): readonly Finding[] =>
  [...template.resources.values()].flatMap(({ id, type, properties }) =>
    (rules[type] ?? []).flatMap(([path, shape]) => {
      const value = valueAt(properties, path);
      // A name with a value in it that only exists once deployed cannot be measured.
      if (value === undefined || String(value).includes('<')) return [];
      return shape.test(String(value))
        ? []
        : [{ id, path: `Properties.${path}`, message: `the service refuses ${value}` }];
    }),
  );
