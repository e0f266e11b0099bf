import { type Json, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from './evaluate.ts';
import { targetOf } from './resolve.ts';

export const getResource = (template: EvaluatedTemplate, id: string): EvaluatedResource => {
  const found = template.resources.get(id);
  if (!found) throw new Error(`the template has no ${id}`);
  return found;
};

export const resourcesOfType = (
  template: EvaluatedTemplate,
  ...types: readonly string[]
): readonly EvaluatedResource[] =>
  [...template.resources.values()].filter(({ type }) => types.includes(type));

/** The value at a path of its properties, such as `VpcConfig.SubnetIds.0`. */
export const property = (resource: EvaluatedResource, path: string): Json | undefined =>
  valueAt(resource.properties, path);

/** The resources that name this one by Ref, GetAtt or Sub. */
export const referrersOf = (
  template: EvaluatedTemplate,
  id: string,
): readonly EvaluatedResource[] =>
  [...template.resources.values()].filter(({ references }) =>
    references.some(({ target }) => target === id),
  );

/** The resource that a resolved value names; undefined when it names none. */
export const findTarget = (
  template: EvaluatedTemplate,
  value: Json | undefined,
): EvaluatedResource | undefined => {
  const id = targetOf(value);
  return id === undefined ? undefined : template.resources.get(id);
};
