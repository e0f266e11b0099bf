import { asList, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { getResource } from '../../support/template/query.ts';
import { at, attribute, type Fact, fact, factBy, listOf } from './fact.ts';

const launch = (path: string) => at('StorefrontLaunchTemplate', `LaunchTemplateData.${path}`);
const group = (path: string) => at('StorefrontGroup', path);
const rolling = (path: string) => (stack: EvaluatedTemplate) =>
  valueAt(getResource(stack, 'StorefrontGroup').updatePolicy, `AutoScalingRollingUpdate.${path}`);
const target = (key: string) => attribute('StorefrontTargetGroup', 'TargetGroupAttributes', key);
const readAsText = (read: (stack: EvaluatedTemplate) => unknown) => (stack: EvaluatedTemplate) =>
  String(read(stack));
const balancer = (key: string) =>
  readAsText(attribute('LoadBalancer', 'LoadBalancerAttributes', key));
const subnets = (tier: string) => ['A', 'B', 'C'].map((zone) => `<${tier}Subnet${zone}>`);

/** Which of these keys it has; throws when it is not there at all. */
const has =
  (read: (stack: EvaluatedTemplate) => unknown, ...keys: readonly string[]) =>
  (stack: EvaluatedTemplate) => {
    const value = read(stack);
    if (typeof value !== 'object' || value === null) throw new Error('is not there');
    return keys.filter((key) => key in value);
  };

const whole = (id: string) => (stack: EvaluatedTemplate) => getResource(stack, id).properties;

const userData = (pattern: RegExp) => (stack: EvaluatedTemplate) =>
  pattern.exec(String(launch('UserData')(stack)))?.[1];

const sizes = (stack: EvaluatedTemplate) =>
  [group('MinSize'), group('MaxSize')].map((read) => Number(read(stack)));

/** The launch template that the group uses, by itself or among a mix of machines. */
const launched = (stack: EvaluatedTemplate) =>
  group('LaunchTemplate')(stack) ??
  group('MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification')(stack);

const machines = (stack: EvaluatedTemplate) => [
  launch('InstanceType')(stack),
  ...asList(group('MixedInstancesPolicy.LaunchTemplate.Overrides')(stack)).map((one) =>
    valueAt(one, 'InstanceType'),
  ),
];

const scaling = (id: string) => (stack: EvaluatedTemplate) => {
  const target = at(id, 'TargetTrackingConfiguration')(stack);
  return [
    at(id, 'PolicyType')(stack),
    valueAt(target, 'PredefinedMetricSpecification.PredefinedMetricType'),
    valueAt(target, 'TargetValue'),
    at(id, 'EstimatedInstanceWarmup')(stack),
    at(id, 'AutoScalingGroupName')(stack),
  ];
};

const cpu = ['TargetTrackingScaling', 'ASGAverageCPUUtilization', 50, 300, '<StorefrontGroup>'];
const requests = (count: number) => [
  'TargetTrackingScaling',
  'ALBRequestCountPerTarget',
  count,
  300,
  '<StorefrontGroup>',
];

export const instanceFacts: readonly Fact[] = [
  factBy('instances are Graviton', launch('InstanceType'), {
    dev: 't4g.small',
    staging: 't4g.small',
    prod: 't4g.medium',
  }),
  fact(
    'every machine that may be taken is Graviton',
    (stack) => machines(stack).every((type) => /^[a-z]\d+g[a-z]*\./.test(String(type))),
    true,
  ),
  fact(
    'Amazon Linux 2023 for arm64, in one version of its parameter',
    (stack) =>
      /^\{\{resolve:ssm:\/aws\/service\/ami-amazon-linux-latest\/al2023-ami-kernel-[\d.]+-arm64:\d+\}\}$/.test(
        String(launch('ImageId')(stack)),
      ),
    true,
  ),
  fact('IMDSv2 is required', launch('MetadataOptions.HttpTokens'), 'required'),
  fact(
    'no container or proxy on it reaches the metadata',
    launch('MetadataOptions.HttpPutResponseHopLimit'),
    1,
  ),
  fact(
    'no key pair and no address of its own',
    has(at('StorefrontLaunchTemplate', 'LaunchTemplateData'), 'KeyName', 'NetworkInterfaces'),
    [],
  ),
  fact('detailed monitoring', launch('Monitoring.Enabled'), true),
  fact('a gp3 volume', launch('BlockDeviceMappings.0.Ebs.VolumeType'), 'gp3'),
  fact('… encrypted', launch('BlockDeviceMappings.0.Ebs.Encrypted'), true),
  fact('in the security group of the storefront', launch('SecurityGroupIds'), [
    '<StorefrontSecurityGroup>',
  ]),
  fact('with the role of the storefront', at('StorefrontInstanceProfile', 'Roles'), [
    '<StorefrontRole>',
  ]),
  fact('… by its profile', launch('IamInstanceProfile.Arn'), '<StorefrontInstanceProfile.Arn>'),
  fact('the app listens on 8080', userData(/^export STOREFRONT_ENV='PORT=(\d+)$/m), '8080'),
  fact(
    'the artefact is fetched by its hash',
    userData(/^export (ARTIFACT_SHA256)='\S+'$/m),
    'ARTIFACT_SHA256',
  ),
];

export const fleetFacts: readonly Fact[] = [
  factBy('smallest and largest size', sizes, {
    dev: [1, 4],
    'dev with a domain': [1, 4],
    staging: [2, 4],
    prod: [2, 8],
  }),
  fact(
    'no desired size: a deploy leaves it as it is',
    has(whole('StorefrontGroup'), 'DesiredCapacity'),
    [],
  ),
  fact('in three zones', group('VPCZoneIdentifier'), subnets('App')),
  fact(
    'asks the load balancer and the volumes for health',
    (stack) => String(group('HealthCheckType')(stack)).split(',').toSorted(),
    ['EBS', 'ELB'],
  ),
  fact('gives 300 s of grace', group('HealthCheckGracePeriod'), 300),
  fact('warms up for 300 s', group('DefaultInstanceWarmup'), 300),
  fact('reports all group metrics', group('MetricsCollection'), [{ Granularity: '1Minute' }]),
  fact('is what the load balancer sends requests to', group('TargetGroupARNs'), [
    '<StorefrontTargetGroup>',
  ]),
  fact('follows the newest launch template', (stack) => launched(stack), {
    LaunchTemplateId: '<StorefrontLaunchTemplate>',
    Version: '<StorefrontLaunchTemplate.LatestVersionNumber>',
  }),
  factBy(
    'dev runs on Spot',
    group('MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity'),
    { dev: 0 },
  ),
  factBy('the others do not', has(whole('StorefrontGroup'), 'MixedInstancesPolicy'), {
    staging: [],
    prod: [],
  }),
  fact('tracks 50 % CPU', scaling('CpuScaling'), cpu),
  factBy('tracks requests per target', scaling('RequestScaling'), {
    dev: requests(3000),
    staging: requests(3000),
    prod: requests(6000),
  }),
  fact('replaces one instance at a time', rolling('MaxBatchSize'), 1),
  fact('… that has to report that it serves', rolling('WaitOnResourceSignals'), true),
  fact(
    '… while nothing else changes the group',
    (stack) => listOf(rolling('SuspendProcesses')(stack)).toSorted(),
    ['AZRebalance', 'AlarmNotification', 'HealthCheck', 'ReplaceUnhealthy', 'ScheduledActions'],
  ),
  fact(
    'the first instances have to report too',
    (stack) => {
      const policy = getResource(stack, 'StorefrontGroup').creationPolicy;
      return Number(valueAt(policy, 'ResourceSignal.Count')) === sizes(stack)[0];
    },
    true,
  ),
  fact(
    'waits for the migration',
    (stack) => getResource(stack, 'StorefrontGroup').dependsOn.includes('DatabaseMigration'),
    true,
  ),
];

const listener = (id: string) => (stack: EvaluatedTemplate) => [
  at(id, 'Port')(stack),
  at(id, 'Protocol')(stack),
  at(id, 'DefaultActions.0.Type')(stack),
];
const withDomain = <Value>(value: Value) => ({
  'dev with a domain': value,
  staging: value,
  prod: value,
});

const redirect = {
  Protocol: 'HTTPS',
  Port: '443',
  Host: '#{host}',
  Path: '/#{path}',
  Query: '#{query}',
  StatusCode: 'HTTP_301',
};

export const loadBalancerFacts: readonly Fact[] = [
  fact('an application load balancer', at('LoadBalancer', 'Type'), 'application'),
  fact('… facing the internet', at('LoadBalancer', 'Scheme'), 'internet-facing'),
  fact('… in three zones', at('LoadBalancer', 'Subnets'), subnets('Public')),
  fact('… that writes an access log', balancer('access_logs.s3.enabled'), 'true'),
  fact('… to the bucket for it', balancer('access_logs.s3.bucket'), '<AccessLogBucket>'),
  fact(
    '… and drops headers that are not valid',
    balancer('routing.http.drop_invalid_header_fields.enabled'),
    'true',
  ),
  factBy('… protected from deletion in production', balancer('deletion_protection.enabled'), {
    dev: 'false',
    prod: 'true',
  }),
  fact(
    'requests go to port 8080 over HTTP',
    (stack) => [
      at('StorefrontTargetGroup', 'Port')(stack),
      at('StorefrontTargetGroup', 'Protocol')(stack),
    ],
    [8080, 'HTTP'],
  ),
  fact('health is asked at /healthz', at('StorefrontTargetGroup', 'HealthCheckPath'), '/healthz'),
  fact('stickiness is off', target('stickiness.enabled'), 'false'),
  factBy(
    'without a domain, what does not come from CloudFront is refused',
    listener('HttpListener'),
    { dev: [80, 'HTTP', 'fixed-response'] },
  ),
  factBy('… with 403', at('HttpListener', 'DefaultActions.0.FixedResponseConfig.StatusCode'), {
    dev: '403',
  }),
  factBy(
    '… and nothing listens on 443',
    (stack) => [getResource(stack, 'HttpListener').id, stack.resources.has('HttpsListener')],
    { dev: ['HttpListener', false] },
  ),
  factBy(
    'with a domain, 80 leads to 443',
    listener('HttpListener'),
    withDomain([80, 'HTTP', 'redirect']),
  ),
  factBy(
    '… for good, keeping host, path and query',
    at('HttpListener', 'DefaultActions.0.RedirectConfig'),
    withDomain(redirect),
  ),
  factBy(
    '… where what does not come from CloudFront is refused',
    listener('HttpsListener'),
    withDomain([443, 'HTTPS', 'fixed-response']),
  ),
  factBy(
    '… by TLS 1.3 or 1.2',
    (stack) =>
      String(at('HttpsListener', 'SslPolicy')(stack)).startsWith('ELBSecurityPolicy-TLS13-1-2-'),
    withDomain(true),
  ),
  factBy(
    '… with our certificate',
    at('HttpsListener', 'Certificates'),
    withDomain([{ CertificateArn: '<Certificate>' }]),
  ),
  factBy(
    'what carries the secret header goes to the storefront',
    at('StorefrontListenerRule', 'ListenerArn'),
    { dev: '<HttpListener>', ...withDomain('<HttpsListener>') },
  ),
  fact(
    '… and only that',
    (stack) => [
      at('StorefrontListenerRule', 'Conditions.0.HttpHeaderConfig')(stack),
      at('StorefrontListenerRule', 'Actions')(stack),
    ],
    [
      {
        HttpHeaderName: 'x-origin-secret',
        Values: ['{{resolve:secretsmanager:<OriginSecret>:SecretString}}'],
      },
      [{ Type: 'forward', TargetGroupArn: '<StorefrontTargetGroup>' }],
    ],
  ),
];
