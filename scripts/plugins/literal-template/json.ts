export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const asList = (value: Json | undefined): readonly Json[] => {
  if (value === undefined) return [];
  return isList(value) ? value : [value];
};

/** The value at a path such as `Tags.0.Key`; undefined where there is none. */
export const valueAt = (value: Json | undefined, path: string): Json | undefined =>
  path.split('.').reduce<Json | undefined>((parent, key) => {
    if (isList(parent)) return parent[Number(key)];
    return isObject(parent) ? parent[key] : undefined;
  }, value);

/** Calls back with every value inside, the given one first. */
export const walk = (value: Json, visit: (value: Json, path: string) => void, path = ''): void => {
  visit(value, path);
  if (!isList(value) && !isObject(value)) return;
  for (const [key, inner] of Object.entries(value)) walk(inner, visit, joinPath(path, key));
};

export const joinPath = (path: string, key: string | number): string =>
  path === '' ? `${key}` : `${path}.${key}`;

/** A part of a template without the keys that are undefined. */
export const asJson = (part: object): JsonObject =>
  Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined));
