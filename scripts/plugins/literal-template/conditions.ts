import { isList, isObject, type Json } from './json.ts';
import type { Template } from './template.ts';

/** What a Ref gives for parameters and pseudo parameters; undefined for what is neither. */
export type LookUp = (name: string) => Json | undefined;

/**
 * Every condition's value.
 * @throws on a condition that is not there, that asks itself, or whose operands are not known.
 */
export const evaluateConditions = (
  template: Template,
  lookUp: LookUp,
): ReadonlyMap<string, boolean> => {
  const values = new Map<string, boolean>();
  const open = new Set<string>();

  const byName = (name: string): boolean => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const expression = template.Conditions[name];
    if (expression === undefined) throw new Error(`no condition ${name}`);
    if (open.has(name)) throw new Error(`the condition ${name} asks itself`);
    open.add(name);
    const value = evaluate(expression);
    values.set(name, value);
    return value;
  };

  const operand = (value: Json): Json => {
    if (!isObject(value)) return value;
    const name = value['Ref'];
    const found = typeof name === 'string' ? lookUp(name) : findInMap(template, value, operand);
    if (found === undefined) throw new Error(`a condition cannot ask ${JSON.stringify(value)}`);
    return found;
  };

  const evaluate = (expression: Json): boolean => {
    const [name, argument] = (isObject(expression) && Object.entries(expression)[0]) || [];
    const list = isList(argument) ? argument : [];
    if (name === 'Condition' && typeof argument === 'string') return byName(argument);
    if (name === 'Fn::And') return list.every(evaluate);
    if (name === 'Fn::Or') return list.some(evaluate);
    if (name === 'Fn::Not' && list[0] !== undefined) return !evaluate(list[0]);
    const [left, right] = list;
    if (name === 'Fn::Equals' && left !== undefined && right !== undefined) {
      return String(operand(left)) === String(operand(right));
    }
    throw new Error(`not a condition: ${JSON.stringify(expression)}`);
  };

  for (const name of Object.keys(template.Conditions)) byName(name);
  return values;
};

/** The value that an Fn::FindInMap names; undefined when it is no such call or finds nothing. */
export const findInMap = (
  template: Template,
  call: Json,
  resolve: (value: Json) => Json,
): Json | undefined => {
  const keys = isObject(call) ? call['Fn::FindInMap'] : undefined;
  if (!isList(keys)) return undefined;
  const [map, first, second] = keys.map((key) => String(resolve(key)));
  if (map === undefined || first === undefined || second === undefined) return undefined;
  const found = template.Mappings[map]?.[first];
  return isObject(found) ? found[second] : undefined;
};
