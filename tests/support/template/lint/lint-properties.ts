import type { Property, PropertyType, ResourceProperties } from '@aws-cdk/service-spec-types';
import {
  isNoValue,
  readIf,
  readIntrinsic,
} from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  joinPath,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';
import { lintPrimitive } from './lint-primitive.ts';
import { findResourceType, isCustom, propertiesOf } from './spec.ts';
import { kindOfIntrinsic } from './value-kind.ts';

/** Names and kinds of all properties, against what AWS publishes of each resource type. */
export const lintProperties = (template: Template): readonly Finding[] =>
  Object.entries(template.Resources).flatMap(([id, { Type, Properties = {} }]) => {
    const at = new Place(template, id, 'Properties');
    if (isCustom(Type)) {
      return Properties['ServiceToken'] === undefined ? at.finding('lacks ServiceToken') : [];
    }
    const type = findResourceType(Type);
    if (!type) return [{ id, path: 'Type', message: `there is no type ${Type}` }];
    const readOnly = Object.keys(Properties).filter(
      (name) => type.attributes[name] && !type.properties[name],
    );
    return [
      ...readOnly.flatMap((name) => at.inner(name).finding('is read-only: AWS sets it')),
      ...lintObject(at, Properties, type.properties, new Set(readOnly)),
    ];
  });

class Place {
  readonly template: Template;
  readonly id: string;
  readonly path: string;

  constructor(template: Template, id: string, path: string) {
    this.template = template;
    this.id = id;
    this.path = path;
  }

  inner(key: string | number): Place {
    return new Place(this.template, this.id, joinPath(this.path, key));
  }

  finding(message: string): readonly Finding[] {
    return [{ id: this.id, path: this.path, message }];
  }
}

const mayBeLeftOut = (value: Json): boolean => {
  if (isNoValue(value)) return true;
  const call = readIntrinsic(value);
  if (call?.name !== 'Fn::If') return false;
  const { then, otherwise } = readIf(call.argument);
  return mayBeLeftOut(then) || mayBeLeftOut(otherwise);
};

const lintObject = (
  at: Place,
  value: JsonObject,
  known: ResourceProperties,
  allowed: ReadonlySet<string> = new Set(),
): readonly Finding[] => {
  const lacking = Object.entries(known)
    .filter(([, { required }]) => required)
    .filter(([name]) => {
      const given = value[name];
      return given === undefined || mayBeLeftOut(given);
    });
  return [
    ...lacking.flatMap(([name]) => at.finding(`lacks ${name}`)),
    ...Object.entries(value).flatMap(([name, inner]) => {
      const property = known[name];
      if (property) return lintProperty(at.inner(name), inner, property);
      return allowed.has(name) ? [] : at.inner(name).finding('is no such property');
    }),
  ];
};

// Of the types that a property has had, AWS still takes each.
const lintProperty = (at: Place, value: Json, { type, previousTypes = [] }: Property) =>
  lintUnion(at, value, [type, ...previousTypes]);

const lintUnion = (at: Place, value: Json, types: readonly PropertyType[]): readonly Finding[] => {
  let best: readonly Finding[] | undefined;
  for (const type of types) {
    const findings = lintValue(at, value, type);
    if (findings.length === 0) return [];
    if (!best || findings.length < best.length) best = findings;
  }
  return best ?? [];
};

const lintValue = (at: Place, value: Json, type: PropertyType): readonly Finding[] => {
  if (isNoValue(value) || type.type === 'json') return [];
  const call = readIntrinsic(value);
  if (call?.name === 'Fn::If') {
    const { then, otherwise } = readIf(call.argument);
    return [then, otherwise].flatMap((branch) => lintValue(at, branch, type));
  }
  if (call) {
    const given = kindOfIntrinsic(at.template, call);
    const wanted = wantedKind(type);
    return given === 'unknown' || wanted === 'unknown' || given === wanted
      ? []
      : at.finding(`is to be a ${wanted}, and ${call.name} gives a ${given}`);
  }
  switch (type.type) {
    case 'union':
      return lintUnion(at, value, type.types);
    case 'array':
      return isList(value)
        ? value.flatMap((item, index) => lintValue(at.inner(index), item, type.element))
        : at.finding('is to be a list');
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            lintValue(at.inner(key), item, type.element),
          )
        : at.finding('is to be a map');
    case 'ref':
      return isObject(value)
        ? lintObject(at, value, propertiesOf(type))
        : at.finding('is to be a map');
    case 'tag':
      return isObject(value) ? lintObject(at, value, tag) : at.finding('is to be a tag');
    default: {
      const message = lintPrimitive(value, type);
      return message ? at.finding(message) : [];
    }
  }
};

const tag: ResourceProperties = {
  Key: { type: { type: 'string' }, required: true },
  Value: { type: { type: 'string' }, required: true },
};

const wantedKind = ({ type }: PropertyType) => {
  if (type === 'array') return 'list';
  if (type === 'union') return 'unknown';
  return type === 'map' || type === 'ref' || type === 'tag' ? 'map' : 'scalar';
};
