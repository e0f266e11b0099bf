import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { property, resourcesOfType } from '../../support/template/query.ts';
import { targetOf } from '../../support/template/resolve.ts';
import { routesOfSubnet, routeTableOf } from '../../support/template/rules/routes.ts';
import { ingressRules } from '../../support/template/rules/security-group-rules.ts';
import { at, type Fact, fact, factBy, listOf } from './fact.ts';

const zones = ['A', 'B', 'C'] as const;

const subnet = (id: string) => (stack: EvaluatedTemplate) => [
  at(id, 'CidrBlock')(stack),
  at(id, 'AvailabilityZone')(stack),
  at(id, 'VpcId')(stack),
];

const tables = (tier: string) => (stack: EvaluatedTemplate) =>
  zones.map((zone) => routeTableOf(stack, `${tier}Subnet${zone}`));

const waysOut = (tier: string) => (stack: EvaluatedTemplate) =>
  zones.map((zone) =>
    routesOfSubnet(stack, `${tier}Subnet${zone}`).map(({ to, by }) => `${to} by ${by}`),
  );

const count = (type: string) => (stack: EvaluatedTemplate) => resourcesOfType(stack, type).length;

const doors = (group: string) => (stack: EvaluatedTemplate) =>
  ingressRules(stack)
    .filter((rule) => rule.group === group)
    .map(({ protocol, from, to, sourceGroup, prefixList }) =>
      [protocol, from === to ? from : `${from}-${to}`, sourceGroup ?? prefixList].join(' '),
    )
    .sort();

const oneNat = zones.map(() => ['0.0.0.0/0 by NatGatewayA']);

export const networkFacts: readonly Fact[] = [
  fact('the VPC is 10.0.0.0/16', at('Vpc', 'CidrBlock'), '10.0.0.0/16'),
  fact('names are resolved in the VPC', at('Vpc', 'EnableDnsHostnames'), true),
  fact('one internet gateway', count('AWS::EC2::InternetGateway'), 1),
  fact('nine subnets', count('AWS::EC2::Subnet'), 9),
  ...(
    [
      ['PublicSubnetA', '10.0.0.0/24', 'a'],
      ['PublicSubnetB', '10.0.16.0/24', 'b'],
      ['PublicSubnetC', '10.0.160.0/24', 'c'],
      ['AppSubnetA', '10.0.128.0/24', 'a'],
      ['AppSubnetB', '10.0.129.0/24', 'b'],
      ['AppSubnetC', '10.0.130.0/24', 'c'],
      ['DataSubnetA', '10.0.144.0/24', 'a'],
      ['DataSubnetB', '10.0.145.0/24', 'b'],
      ['DataSubnetC', '10.0.146.0/24', 'c'],
    ] as const
  ).map(([id, block, zone]) =>
    fact(`${id} is ${block} in zone ${zone}`, subnet(id), [block, `us-east-1${zone}`, '<Vpc>']),
  ),
  fact(
    'public subnets have one route table',
    tables('Public'),
    zones.map(() => 'PublicRoutes'),
  ),
  fact('app subnets have one each', tables('App'), ['AppRoutesA', 'AppRoutesB', 'AppRoutesC']),
  fact(
    'data subnets have one',
    tables('Data'),
    zones.map(() => 'DataRoutes'),
  ),
  fact(
    'public subnets go out by the internet gateway',
    waysOut('Public'),
    zones.map(() => ['0.0.0.0/0 by InternetGateway']),
  ),
  factBy('app subnets go out by NAT, in production each by that of its zone', waysOut('App'), {
    dev: oneNat,
    'dev with a domain': oneNat,
    staging: oneNat,
    prod: zones.map((zone) => [`0.0.0.0/0 by NatGateway${zone}`]),
  }),
  fact('data subnets have no way out', (stack) => [tables('Data')(stack), waysOut('Data')(stack)], [
    zones.map(() => 'DataRoutes'),
    zones.map(() => []),
  ]),
  factBy('NAT gateways', count('AWS::EC2::NatGateway'), { dev: 1, staging: 1, prod: 3 }),
  fact(
    'each NAT gateway stands in the public subnet of its zone',
    (stack) =>
      resourcesOfType(stack, 'AWS::EC2::NatGateway').every(
        (gateway) =>
          targetOf(property(gateway, 'SubnetId')) === `PublicSubnet${gateway.id.slice(-1)}`,
      ) && count('AWS::EC2::NatGateway')(stack) > 0,
    true,
  ),
  fact('S3 is reached by a gateway endpoint', at('S3Endpoint', 'VpcEndpointType'), 'Gateway'),
  fact('… of S3', at('S3Endpoint', 'ServiceName'), 'com.amazonaws.us-east-1.s3'),
  fact(
    '… from all private subnets',
    (stack) => listOf(at('S3Endpoint', 'RouteTableIds')(stack)).toSorted(),
    ['<AppRoutesA>', '<AppRoutesB>', '<AppRoutesC>', '<DataRoutes>'],
  ),
  fact('instances take requests from the load balancer only', doors('StorefrontSecurityGroup'), [
    'tcp 8080 LoadBalancerSecurityGroup',
  ]),
  fact(
    'the database takes MySQL from instances and functions only',
    doors('DatabaseSecurityGroup'),
    ['tcp 3306 FunctionSecurityGroup', 'tcp 3306 StorefrontSecurityGroup'],
  ),
  fact('the load balancer takes HTTP from CloudFront', doors('LoadBalancerSecurityGroup'), [
    'tcp 80 pl-3b927c52',
  ]),
  factBy('with a domain HTTPS too', doors('LoadBalancerTlsSecurityGroup'), {
    'dev with a domain': ['tcp 443 pl-3b927c52'],
    staging: ['tcp 443 pl-3b927c52'],
    prod: ['tcp 443 pl-3b927c52'],
  }),
  fact(
    'all traffic of the VPC is logged to CloudWatch',
    (stack) =>
      ['ResourceId', 'ResourceType', 'TrafficType', 'LogDestinationType', 'LogGroupName'].map(
        (name) => at('FlowLog', name)(stack),
      ),
    ['<Vpc>', 'VPC', 'ALL', 'cloud-watch-logs', '<FlowLogGroup>'],
  ),
  fact(
    "the VPC's default security group is closed",
    at('AccountSettings', 'DefaultSecurityGroupOf'),
    '<Vpc>',
  ),
];
