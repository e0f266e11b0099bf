import { evaluateConditions } from './conditions.ts';
import { isNoValue, readIf, readIntrinsic } from './intrinsic.ts';
import { asJson, asList, isList, isObject, type Json, type JsonObject } from './json.ts';
import { type Surroundings, surroundingValues } from './surroundings.ts';
import { parseTemplate, type Template } from './template.ts';

/**
 * The template with its conditions worked out: what they leave out is gone, and other functions stay.
 * For tools that cannot look through Fn::If.
 */
export const applyConditions = (template: Template, surroundings: Surroundings): Template => {
  const conditions = evaluateConditions(template, surroundingValues(template, surroundings));
  const fold = (value: Json): Json | undefined => {
    if (isNoValue(value)) return undefined;
    const call = readIntrinsic(value);
    if (call?.name === 'Fn::If') {
      const { condition, then, otherwise } = readIf(call.argument);
      return fold(conditions.get(condition) === true ? then : otherwise);
    }
    if (isList(value)) return value.map(fold).filter((item) => item !== undefined);
    return isObject(value) ? foldObject(value) : value;
  };
  const foldObject = (value: JsonObject): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        const folded = fold(inner);
        return folded === undefined ? [] : [[key, folded]];
      }),
    );
  const keep = (
    parts: Readonly<Record<string, { readonly Condition?: string | undefined }>>,
  ): JsonObject =>
    Object.fromEntries(
      Object.entries(parts)
        .filter(([, { Condition }]) => Condition === undefined || conditions.get(Condition))
        .map(([id, part]) => [id, foldObject(asJson({ ...part, Condition: undefined }))]),
    );

  const resources = keep(template.Resources);
  const isThere = (id: Json): boolean => String(id) in resources;
  const withDependencies = Object.entries(resources).map(([id, resource]) => {
    if (!isObject(resource) || resource['DependsOn'] === undefined) return [id, resource];
    return [id, { ...resource, DependsOn: asList(resource['DependsOn']).filter(isThere) }];
  });
  return parseTemplate({
    ...template,
    Conditions: {},
    Resources: Object.fromEntries(withDependencies),
    Outputs: keep(template.Outputs),
  });
};
