import { operationsNamespace, ownMetrics } from '../../../handlers/shared/own-metrics.ts';
import { routeGroups } from '../../../storefront/metrics/route-group.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { findTarget, resourcesOfType } from '../../support/template/query.ts';

export type UsedMetric = {
  readonly place: string;
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
};

/** Who gives a dimension its value: a resource of this type, by this property or as a whole. */
type Giver = (value: string, template: EvaluatedTemplate) => boolean;

const ofType =
  (type: string): Giver =>
  (value, template) =>
    findTarget(template, value)?.type === type;

const named =
  (type: string, property: string): Giver =>
  (value, template) =>
    resourcesOfType(template, type).some((it) => it.properties[property] === value);

const exactly =
  (...allowed: readonly string[]): Giver =>
  (value) =>
    allowed.includes(value);

/** RDS names the members of a cluster after it. */
const clusterMember: Giver = (value, template) => {
  const [, owner = ''] = /^(<Database>)-instance-[123]$/.exec(value) ?? [];
  return findTarget(template, owner)?.type === 'AWS::RDS::DBCluster';
};

type Source = {
  readonly names: readonly string[];
  readonly dimensions: Readonly<Record<string, Giver>>;
  /** Further what there has to be. */
  readonly needs?: (template: EvaluatedTemplate) => boolean;
};

const loadBalancer = ofType('AWS::ElasticLoadBalancingV2::LoadBalancer');
const targetGroup = ofType('AWS::ElasticLoadBalancingV2::TargetGroup');
const group = ofType('AWS::AutoScaling::AutoScalingGroup');
const edge = { DistributionId: ofType('AWS::CloudFront::Distribution'), Region: exactly('Global') };
const databaseMetrics = [
  'CPUUtilization',
  'DatabaseConnections',
  'FreeStorageSpace',
  'FreeableMemory',
  'ReadIOPS',
  'WriteIOPS',
];

const hasGroupMetrics = (template: EvaluatedTemplate): boolean =>
  resourcesOfType(template, 'AWS::AutoScaling::AutoScalingGroup').every(
    (it: EvaluatedResource) => it.properties['MetricsCollection'] !== undefined,
  );

/** What AWS emits, by its documentation of each service's metrics and their dimensions. */
const sources: Readonly<Record<string, readonly Source[]>> = {
  'AWS/EC2': [
    {
      names: ['CPUUtilization', 'NetworkIn', 'NetworkOut', 'EBSReadOps', 'EBSWriteOps'],
      dimensions: { AutoScalingGroupName: group },
    },
  ],
  'AWS/AutoScaling': [
    {
      names: ['GroupMinSize', 'GroupMaxSize', 'GroupDesiredCapacity', 'GroupInServiceInstances'],
      dimensions: { AutoScalingGroupName: group },
      needs: hasGroupMetrics,
    },
  ],
  'AWS/ApplicationELB': [
    {
      names: [
        'RequestCount',
        'TargetResponseTime',
        'HTTPCode_Target_4XX_Count',
        'HTTPCode_Target_5XX_Count',
        'HTTPCode_ELB_5XX_Count',
      ],
      dimensions: { LoadBalancer: loadBalancer },
    },
    {
      names: ['HealthyHostCount', 'UnHealthyHostCount', 'RequestCount'],
      dimensions: { LoadBalancer: loadBalancer, TargetGroup: targetGroup },
    },
    { names: ['RequestCountPerTarget'], dimensions: { TargetGroup: targetGroup } },
  ],
  'AWS/RDS': [
    {
      names: databaseMetrics,
      dimensions: { DBInstanceIdentifier: ofType('AWS::RDS::DBInstance') },
    },
    { names: databaseMetrics, dimensions: { DBInstanceIdentifier: clusterMember } },
  ],
  'AWS/CloudFront': [
    { names: ['Requests', '4xxErrorRate', '5xxErrorRate', 'TotalErrorRate'], dimensions: edge },
    {
      names: ['CacheHitRate'],
      dimensions: edge,
      needs: (template) =>
        resourcesOfType(template, 'AWS::CloudFront::MonitoringSubscription').length === 1,
    },
  ],
  'AWS/Lambda': [
    {
      names: ['Errors', 'Duration', 'Throttles', 'Invocations'],
      dimensions: { FunctionName: named('AWS::Lambda::Function', 'FunctionName') },
    },
  ],
  'AWS/SQS': [
    {
      names: ['ApproximateNumberOfMessagesVisible'],
      dimensions: { QueueName: ofType('AWS::SQS::Queue') },
    },
  ],
  'AWS/Events': [
    {
      names: ['Invocations', 'FailedInvocations'],
      dimensions: { RuleName: ofType('AWS::Events::Rule') },
    },
  ],
  'AWS/States': [
    {
      names: ['ExecutionsFailed', 'ExecutionsTimedOut', 'ExecutionsAborted'],
      dimensions: { StateMachineArn: ofType('AWS::StepFunctions::StateMachine') },
    },
  ],
  'AWS/Scheduler': [
    {
      names: ['InvocationAttemptCount', 'TargetErrorCount', 'InvocationDroppedCount'],
      dimensions: { ScheduleGroup: ofType('AWS::Scheduler::ScheduleGroup') },
    },
  ],
};

/** Names of the metrics that the storefront's own lines carry: of the whole, and of each route. */
export type StorefrontMetrics = {
  readonly whole: readonly string[];
  readonly routes: readonly string[];
};

const ownSources = (
  namespace: string,
  stackName: string,
  storefront: StorefrontMetrics,
): readonly Source[] => {
  const Stack = exactly(stackName);
  if (namespace === 'Tidemarket/Storefront') {
    return [
      { names: storefront.whole, dimensions: { Stack } },
      { names: storefront.routes, dimensions: { Stack, Route: exactly(...routeGroups) } },
    ];
  }
  if (namespace !== operationsNamespace) return [];
  return Object.entries(ownMetrics).map(([job, names]) => ({
    names,
    dimensions: { Stack, service: exactly(job) },
  }));
};

export type Emitters = {
  readonly template: EvaluatedTemplate;
  readonly stackName: string;
  readonly storefront: StorefrontMetrics;
};

/** Whether somebody emits a metric with this namespace, name and these dimensions, all and only. */
export const isEmitted = (
  { namespace, name, dimensions }: UsedMetric,
  { template, stackName, storefront }: Emitters,
): boolean => {
  const all = sources[namespace] ?? ownSources(namespace, stackName, storefront);
  return all.some((source) => {
    const wanted = Object.entries(source.dimensions);
    return (
      source.names.includes(name) &&
      wanted.length === Object.keys(dimensions).length &&
      wanted.every(([key, isGiven]) => isGiven(dimensions[key] ?? '', template)) &&
      (source.needs?.(template) ?? true)
    );
  });
};
