import { isList, isObject, type Json } from './json.ts';

export type Intrinsic = { readonly name: string; readonly argument: Json };

const conditionFunctions = ['Fn::And', 'Fn::Or', 'Fn::Not', 'Fn::Equals'] as const;

const functions = new Set<string>([
  'Ref',
  'Fn::If',
  'Fn::GetAtt',
  'Fn::Sub',
  'Fn::Join',
  'Fn::Select',
  'Fn::Split',
  'Fn::GetAZs',
  'Fn::Base64',
  'Fn::FindInMap',
  'Fn::ImportValue',
  'Fn::Cidr',
  ...conditionFunctions,
]);

/** The function that this value is a call of; undefined for plain data. */
export const readIntrinsic = (value: Json): Intrinsic | undefined => {
  if (!isObject(value)) return undefined;
  const [entry, another] = Object.entries(value);
  if (entry === undefined || another !== undefined) return undefined;
  const [name, argument] = entry;
  return functions.has(name) ? { name, argument } : undefined;
};

/** Logical id and attribute of a GetAtt, written as a list or as `Id.Attribute`. */
export const readGetAtt = (argument: Json): { target: string; attribute: string } | undefined => {
  if (typeof argument === 'string') {
    const dot = argument.indexOf('.');
    return dot < 0
      ? undefined
      : { target: argument.slice(0, dot), attribute: argument.slice(dot + 1) };
  }
  if (!isList(argument)) return undefined;
  const [target, attribute] = argument;
  return typeof target === 'string' && typeof attribute === 'string'
    ? { target, attribute }
    : undefined;
};

/** Condition, then, else of an Fn::If. */
export const readIf = (argument: Json): { condition: string; then: Json; otherwise: Json } => {
  const [condition, then, otherwise] = isList(argument) ? argument : [];
  if (typeof condition !== 'string' || then === undefined || otherwise === undefined) {
    throw new Error(`Fn::If takes a condition and two values: ${JSON.stringify(argument)}`);
  }
  return { condition, then, otherwise };
};

/** Text and variables of an Fn::Sub. */
export const readSub = (
  argument: Json,
): { text: string; variables: Readonly<Record<string, Json>> } => {
  if (typeof argument === 'string') return { text: argument, variables: {} };
  const [text, variables] = isList(argument) ? argument : [];
  if (typeof text !== 'string' || !isObject(variables)) {
    throw new Error(`Fn::Sub takes a text and variables: ${JSON.stringify(argument)}`);
  }
  return { text, variables };
};

export const isNoValue = (value: Json): boolean =>
  isObject(value) && value['Ref'] === 'AWS::NoValue';
