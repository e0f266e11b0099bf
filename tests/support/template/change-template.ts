import {
  asJson,
  isList,
  isObject,
  type Json,
  walk,
} from '../../../scripts/plugins/literal-template/json.ts';
import {
  parseTemplate,
  type Template,
} from '../../../scripts/plugins/literal-template/template.ts';
import type { EvaluatedTemplate } from './evaluate.ts';

const replaceAt = (value: Json | undefined, keys: readonly string[], next?: Json): Json => {
  const [key, ...rest] = keys;
  if (key === undefined) return next ?? null;
  if (isList(value)) {
    const place = Number(key);
    const items = [...value];
    if (rest.length === 0 && next === undefined) items.splice(place, 1);
    else items[place] = replaceAt(value[place], rest, next);
    return items;
  }
  const { [key]: old, ...others } = isObject(value) ? value : {};
  if (rest.length === 0 && next === undefined) return others;
  return { ...others, [key]: replaceAt(old, rest, next) };
};

/** The template with another value at a path of a resource; undefined takes it away. */
export const withValue = (template: Template, id: string, path: string, next?: Json): Template => {
  const resource = template.Resources[id];
  if (!resource) throw new Error(`the template has no ${id}`);
  const changed = replaceAt(asJson(resource), path.split('.'), next);
  return parseTemplate({ ...template, Resources: { ...template.Resources, [id]: changed } });
};

export const withResource = (template: Template, id: string, resource: object): Template =>
  parseTemplate({ ...template, Resources: { ...template.Resources, [id]: resource } });

export const withoutResource = (template: Template, id: string): Template => {
  const { [id]: _, ...others } = template.Resources;
  return parseTemplate({ ...template, Resources: others });
};

/** Whether some stack, of those that differ from this one in a single value, is as asked. */
export const someChange = (
  stack: EvaluatedTemplate,
  isAsked: (changed: EvaluatedTemplate) => boolean,
): boolean => {
  for (const changed of eachChange(stack)) if (isAsked(changed)) return true;
  return false;
};

function* eachChange(stack: EvaluatedTemplate): Generator<EvaluatedTemplate> {
  for (const [id, resource] of stack.resources) {
    const paths: string[] = [];
    walk(resource.properties, (value, path) => {
      if (typeof value !== 'object' || value === null) paths.push(path);
    });
    for (const path of paths) {
      const properties = replaceAt(resource.properties, path.split('.'), 'changed');
      if (!isObject(properties)) continue;
      const resources = new Map(stack.resources).set(id, { ...resource, properties });
      yield { ...stack, resources };
    }
    for (const section of ['creationPolicy', 'updatePolicy'] as const) {
      if (Object.keys(resource[section]).length === 0) continue;
      const resources = new Map(stack.resources).set(id, { ...resource, [section]: {} });
      yield { ...stack, resources };
    }
    for (const policy of ['deletionPolicy', 'updateReplacePolicy'] as const) {
      const resources = new Map(stack.resources).set(id, { ...resource, [policy]: 'changed' });
      yield { ...stack, resources };
    }
    const others = new Map(stack.resources);
    others.delete(id);
    yield { ...stack, resources: others };
  }
  for (const id of stack.outputs.keys()) {
    const others = new Map(stack.outputs);
    others.delete(id);
    yield { ...stack, outputs: others };
  }
}
