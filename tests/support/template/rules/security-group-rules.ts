import {
  asList,
  isObject,
  type JsonObject,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import { resourcesOfType } from '../query.ts';
import { targetOf } from '../resolve.ts';

/** One rule of a security group that lets something in. */
export type IngressRule = {
  readonly group: string;
  /** The resource that holds the rule. */
  readonly id: string;
  readonly path: string;
  readonly protocol: string;
  readonly from: number;
  readonly to: number;
  readonly blocks: readonly string[];
  readonly prefixList: string | undefined;
  readonly sourceGroup: string | undefined;
};

const readRule = (group: string, id: string, path: string, rule: JsonObject): IngressRule => {
  const protocol = String(rule['IpProtocol']);
  const all = protocol === '-1';
  return {
    group,
    id,
    path,
    protocol,
    from: all ? 0 : Number(rule['FromPort']),
    to: all ? 65_535 : Number(rule['ToPort']),
    blocks: [rule['CidrIp'], rule['CidrIpv6']].flatMap((block) =>
      block === undefined ? [] : [String(block)],
    ),
    prefixList:
      rule['SourcePrefixListId'] === undefined ? undefined : String(rule['SourcePrefixListId']),
    sourceGroup: targetOf(rule['SourceSecurityGroupId']),
  };
};

/** Everything that security groups let in, whether it is said in them or beside them. */
export const ingressRules = (template: EvaluatedTemplate): readonly IngressRule[] => [
  ...resourcesOfType(template, 'AWS::EC2::SecurityGroup').flatMap(({ id, properties }) =>
    asList(properties['SecurityGroupIngress']).map((rule, index) =>
      readRule(id, id, `Properties.SecurityGroupIngress.${index}`, isObject(rule) ? rule : {}),
    ),
  ),
  ...resourcesOfType(template, 'AWS::EC2::SecurityGroupIngress').map(({ id, properties }) =>
    readRule(targetOf(properties['GroupId']) ?? '', id, 'Properties', properties),
  ),
];

/** What a security group is put around. */
export const attachedTo = (
  template: EvaluatedTemplate,
  group: string,
): readonly EvaluatedResource[] =>
  [...template.resources.values()].filter(
    ({ type, references }) =>
      !type.startsWith('AWS::EC2::SecurityGroup') &&
      references.some(({ target, path }) => target === group && path.includes('Group')),
  );
