import { asList, type Json, walk } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { property, resourcesOfType } from '../query.ts';
import { targetOf } from '../resolve.ts';
import { isPublicBlock } from './cidr.ts';
import { routesOfSubnet } from './routes.ts';
import { attachedTo, type IngressRule, ingressRules } from './security-group-rules.ts';

const remoteLogin = [22, 3389];

/** Ways from the internet to something that is no load balancer, and past CloudFront to that. */
export const findExposure = (template: EvaluatedTemplate): readonly Finding[] => [
  ...ingressRules(template).flatMap((rule) => [
    ...openToTheWorld(template, rule),
    ...remoteLogin
      .filter((port) => rule.from <= port && port <= rule.to)
      .map((port) => ({ id: rule.id, path: rule.path, message: `lets in port ${port}` })),
  ]),
  ...publicAddresses(template),
  ...publicPlaces(template),
];

const openToTheWorld = (template: EvaluatedTemplate, rule: IngressRule): readonly Finding[] => {
  const at = (message: string): Finding => ({ id: rule.id, path: rule.path, message });
  if (!rule.prefixList && !rule.sourceGroup && rule.blocks.length === 0) {
    return [at('does not say whom it lets in')];
  }
  const open = rule.blocks.filter(isPublicBlock);
  if (open.length === 0) return [];
  const others = attachedTo(template, rule.group)
    .filter(({ type }) => type !== 'AWS::ElasticLoadBalancingV2::LoadBalancer')
    .map(({ id }) => id);
  const hasEdge = resourcesOfType(template, 'AWS::CloudFront::Distribution').length > 0;
  return [
    ...others.map((id) => at(`opens ${id} to ${open.join(', ')}`)),
    ...(hasEdge ? [at(`opens ${rule.group} to ${open.join(', ')}, past CloudFront`)] : []),
  ];
};

const givers = new Set(['AssociatePublicIpAddress', 'MapPublicIpOnLaunch', 'PubliclyAccessible']);

const publicAddresses = (template: EvaluatedTemplate): readonly Finding[] => {
  const findings: Finding[] = [];
  for (const { id, properties } of template.resources.values()) {
    walk(
      properties,
      (value, path) => {
        const key = path.slice(path.lastIndexOf('.') + 1);
        if (givers.has(key) && value !== false) {
          findings.push({ id, path, message: 'gives it an address in the internet' });
        }
      },
      'Properties',
    );
  }
  return findings;
};

const subnetsOf = (value: Json | undefined): readonly string[] =>
  asList(value).flatMap((subnet) => targetOf(subnet) ?? []);

const publicPlaces = (template: EvaluatedTemplate): readonly Finding[] => [
  ...resourcesOfType(template, 'AWS::AutoScaling::AutoScalingGroup').flatMap((group) =>
    subnetsOf(property(group, 'VPCZoneIdentifier')).flatMap((subnet) =>
      routesOfSubnet(template, subnet).some(({ target }) => target === 'gateway')
        ? [{ id: group.id, path: '', message: `is in ${subnet}, which the internet reaches` }]
        : [],
    ),
  ),
  ...resourcesOfType(template, 'AWS::RDS::DBSubnetGroup').flatMap((group) =>
    subnetsOf(property(group, 'SubnetIds')).flatMap((subnet) =>
      routesOfSubnet(template, subnet).length > 0
        ? [{ id: group.id, path: '', message: `is in ${subnet}, which has a way out` }]
        : [],
    ),
  ),
];
