import {
  readGetAtt,
  readIntrinsic,
  readSub,
} from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import {
  asJson,
  asList,
  isObject,
  type Json,
  walk,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';
import { splitSub } from '../sub.ts';
import { findAttribute, findResourceType, isCustom } from './spec.ts';

const pseudo = new Set([
  'AWS::AccountId',
  'AWS::NoValue',
  'AWS::NotificationARNs',
  'AWS::Partition',
  'AWS::Region',
  'AWS::StackId',
  'AWS::StackName',
  'AWS::URLSuffix',
]);

export type RawReference = {
  readonly target: string;
  readonly attribute?: string;
  readonly path: string;
};

/** Every Ref, GetAtt and variable of Sub inside a value, in all branches of its conditions. */
export const rawReferences = (value: Json): readonly RawReference[] => {
  const found: RawReference[] = [];
  walk(value, (inner, path) => {
    const call = readIntrinsic(inner);
    if (call?.name === 'Ref') found.push({ target: String(call.argument), path });
    if (call?.name === 'Fn::GetAtt') {
      const target = readGetAtt(call.argument);
      found.push({ ...(target ?? { target: JSON.stringify(call.argument) }), path });
    }
    if (call?.name !== 'Fn::Sub') return;
    const { text, variables } = readSub(call.argument);
    for (const part of splitSub(text)) {
      if ('text' in part || part.variable in variables) continue;
      const { variable: target, attribute } = part;
      found.push({ target, path, ...(attribute === undefined ? {} : { attribute }) });
    }
  });
  return found;
};

/** Names that lead nowhere: in Ref, GetAtt, Sub, DependsOn. */
export const lintReferences = (template: Template): readonly Finding[] => [
  ...sections(template).flatMap(({ id, value }) =>
    rawReferences(value).flatMap(({ target, attribute, path }) => {
      const message = lintReference(template, target, attribute);
      return message ? [{ id, path, message }] : [];
    }),
  ),
  ...Object.entries(template.Resources).flatMap(([id, { DependsOn }]) =>
    asList(DependsOn).flatMap((target) =>
      template.Resources[String(target)]
        ? []
        : [{ id, path: 'DependsOn', message: `there is no resource ${target}` }],
    ),
  ),
];

const sections = (template: Template): readonly { id: string; value: Json }[] => [
  ...Object.entries(template.Resources).map(([id, resource]) => ({ id, value: asJson(resource) })),
  ...Object.entries(template.Outputs).map(([id, output]) => ({
    id: `Outputs.${id}`,
    value: asJson(output),
  })),
];

const lintReference = (
  template: Template,
  target: string,
  attribute: string | undefined,
): string | undefined => {
  if (pseudo.has(target) && attribute === undefined) return undefined;
  if (template.Parameters[target]) {
    return attribute === undefined ? undefined : `the parameter ${target} has no attributes`;
  }
  const resource = template.Resources[target];
  if (!resource) return `there is no ${target}`;
  if (attribute === undefined || isCustom(resource.Type)) return undefined;
  const type = findResourceType(resource.Type);
  return type && !findAttribute(type, attribute)
    ? `${resource.Type} has no attribute ${attribute}`
    : undefined;
};

/** Names of the conditions that a value asks by Fn::If or Condition. */
export const conditionsIn = (value: Json): readonly string[] => {
  const found: string[] = [];
  walk(value, (inner) => {
    if (!isObject(inner)) return;
    const [asked] = asList(inner['Fn::If']);
    if (typeof asked === 'string') found.push(asked);
    const named = inner['Condition'];
    if (typeof named === 'string') found.push(named);
  });
  return found;
};
