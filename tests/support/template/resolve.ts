import { findInMap, type LookUp } from '../../../scripts/plugins/literal-template/conditions.ts';
import {
  isNoValue,
  readGetAtt,
  readIf,
  readIntrinsic,
  readSub,
} from '../../../scripts/plugins/literal-template/intrinsic.ts';
import {
  isList,
  isObject,
  type Json,
  joinPath,
} from '../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../scripts/plugins/literal-template/template.ts';
import { splitSub } from './sub.ts';

/** Where a resource's text names another resource. */
export type Reference = {
  readonly target: string;
  readonly attribute?: string;
  /** Where in the resource, such as `Properties.VpcId`. */
  readonly path: string;
};

export type Resolver = {
  readonly template: Template;
  readonly lookUp: LookUp;
  readonly conditions: ReadonlyMap<string, boolean>;
  readonly zones: readonly string[];
  readonly onReference: (reference: Reference) => void;
};

/** What stands in a resolved template for a value that only exists once it is deployed. */
export const ref = (target: string, attribute?: string): string =>
  attribute === undefined ? `<${target}>` : `<${target}.${attribute}>`;

/** The logical id in what `ref` made; undefined for any other value. */
export const targetOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? /^<([A-Za-z0-9]+)(?:\.[\w.]+)?>$/.exec(value)?.[1] : undefined;

/** The value with every function worked out; undefined for AWS::NoValue. */
export const resolve = (resolver: Resolver, value: Json, path: string): Json | undefined => {
  if (isNoValue(value)) return undefined;
  const call = readIntrinsic(value);
  if (call) return resolveCall(resolver, call.name, call.argument, path);
  if (isList(value)) {
    return value
      .map((item, index) => resolve(resolver, item, joinPath(path, index)))
      .filter((item) => item !== undefined);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => {
      const found = resolve(resolver, inner, joinPath(path, key));
      return found === undefined ? [] : [[key, found]];
    }),
  );
};

const name = (resolver: Resolver, target: string, path: string, attribute?: string): Json => {
  if (attribute === undefined) {
    const found = resolver.lookUp(target);
    if (found !== undefined) return found;
  }
  resolver.onReference({ target, path, ...(attribute === undefined ? {} : { attribute }) });
  return ref(target, attribute);
};

const text = (value: Json | undefined): string =>
  typeof value === 'object' ? JSON.stringify(value) : String(value);

const substitute = (resolver: Resolver, argument: Json, path: string): string => {
  const sub = readSub(argument);
  return splitSub(sub.text)
    .map((part) => {
      if ('text' in part) return part.text;
      const given = sub.variables[part.variable];
      return given !== undefined && part.attribute === undefined
        ? text(resolve(resolver, given, path))
        : text(name(resolver, part.variable, path, part.attribute));
    })
    .join('');
};

const resolveCall = (
  resolver: Resolver,
  call: string,
  argument: Json,
  path: string,
): Json | undefined => {
  const inner = (value: Json) => resolve(resolver, value, path);
  if (call === 'Ref') return name(resolver, String(argument), path);
  if (call === 'Fn::Sub') return substitute(resolver, argument, path);
  if (call === 'Fn::Base64') return inner(argument);
  if (call === 'Fn::GetAZs') return resolver.zones;
  if (call === 'Fn::ImportValue') return `<import ${text(inner(argument))}>`;
  if (call === 'Fn::If') {
    const { condition, then, otherwise } = readIf(argument);
    const value = resolver.conditions.get(condition);
    if (value === undefined) throw new Error(`${path}: no condition ${condition}`);
    return inner(value ? then : otherwise);
  }
  if (call === 'Fn::GetAtt') {
    const found = readGetAtt(argument);
    if (found) return name(resolver, found.target, path, found.attribute);
  }
  if (call === 'Fn::FindInMap') {
    const found = findInMap(resolver.template, { [call]: argument }, (key) => inner(key) ?? null);
    if (found !== undefined) return found;
  }
  const [first, second] = isList(argument) ? argument : [];
  if (call === 'Fn::Join' && typeof first === 'string' && second !== undefined) {
    const list = inner(second);
    return isList(list) ? list.map(text).join(first) : text(list);
  }
  if (call === 'Fn::Split' && typeof first === 'string' && second !== undefined) {
    return text(inner(second)).split(first);
  }
  if (call === 'Fn::Select' && first !== undefined && second !== undefined) {
    const list = inner(second);
    const item = isList(list) ? list[Number(first)] : undefined;
    // A list that only exists once deployed, such as the blocks of Fn::Cidr.
    return item ?? `<item ${text(first)} of ${text(list)}>`;
  }
  if (call === 'Fn::Cidr') return `<blocks of ${text(inner(argument))}>`;
  throw new Error(`${path}: cannot work out ${call} ${JSON.stringify(argument)}`);
};
