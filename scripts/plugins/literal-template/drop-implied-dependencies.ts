import { asList, isList, isObject, type Json } from './json.ts';
import type { Template } from './template.ts';

const inSub = /\$\{([A-Za-z0-9]+)(?:\.[A-Za-z0-9.]+)?\}/g;

const findReferences = (value: Json | undefined): readonly string[] => {
  if (isList(value)) return value.flatMap(findReferences);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    if (key === 'Ref') return [String(inner)];
    if (key === 'Fn::GetAtt') return [String(isList(inner) ? inner[0] : inner).split('.')[0] ?? ''];
    if (key !== 'Fn::Sub') return findReferences(inner);
    const [text, more] = isList(inner) ? inner : [inner];
    const named = [...String(text).matchAll(inSub)].flatMap(([, name]) => name ?? []);
    return [...named, ...findReferences(more)];
  });
};

/** Leaves out the dependencies that a resource's properties say already. osls writes such. */
export const dropImpliedDependencies = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources).map(([id, { DependsOn, ...resource }]) => {
      const implied = new Set(findReferences(resource.Properties));
      const left = asList(DependsOn)
        .map(String)
        .filter((name) => !implied.has(name));
      return [id, left.length > 0 ? { ...resource, DependsOn: left } : resource];
    }),
  ),
});
