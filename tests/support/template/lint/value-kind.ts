import type { PropertyType } from '@aws-cdk/service-spec-types';
import {
  type Intrinsic,
  readGetAtt,
} from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import { findResourceType, isCustom } from './spec.ts';

/** What a function gives, as far as that is known before the deployment. */
export type ValueKind = 'scalar' | 'list' | 'map' | 'unknown';

const kinds: Readonly<Record<string, ValueKind>> = {
  'Fn::Base64': 'scalar',
  'Fn::Cidr': 'list',
  'Fn::GetAZs': 'list',
  'Fn::Join': 'scalar',
  'Fn::Split': 'list',
  'Fn::Sub': 'scalar',
};

const kindOfType = ({ type }: PropertyType): ValueKind => {
  if (type === 'array') return 'list';
  if (type === 'ref' || type === 'map' || type === 'tag') return 'map';
  return type === 'json' || type === 'union' ? 'unknown' : 'scalar';
};

const kindOfRef = (template: Template, name: string): ValueKind => {
  const parameter = String(template.Parameters[name]?.['Type'] ?? '');
  if (name === 'AWS::NotificationARNs') return 'list';
  return parameter.includes('List') ? 'list' : 'scalar';
};

export const kindOfIntrinsic = (template: Template, { name, argument }: Intrinsic): ValueKind => {
  if (name === 'Ref') return kindOfRef(template, String(argument));
  if (name !== 'Fn::GetAtt') return kinds[name] ?? 'unknown';
  const call = readGetAtt(argument);
  const target = call && template.Resources[call.target];
  if (!call || !target || isCustom(target.Type)) return 'unknown';
  const attribute = findResourceType(target.Type)?.attributes[call.attribute];
  return attribute ? kindOfType(attribute.type) : 'unknown';
};
