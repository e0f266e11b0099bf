import { evaluateConditions } from '../../../scripts/plugins/literal-template/conditions.ts';
import {
  asList,
  isObject,
  type Json,
  type JsonObject,
} from '../../../scripts/plugins/literal-template/json.ts';
import {
  type Surroundings,
  surroundingValues,
} from '../../../scripts/plugins/literal-template/surroundings.ts';
import type {
  Template,
  TemplateResource,
} from '../../../scripts/plugins/literal-template/template.ts';
import { type Reference, type Resolver, resolve } from './resolve.ts';

export type EvaluatedResource = {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly dependsOn: readonly string[];
  readonly references: readonly Reference[];
  readonly deletionPolicy: string | undefined;
  readonly updateReplacePolicy: string | undefined;
  readonly creationPolicy: JsonObject;
  readonly updatePolicy: JsonObject;
};

/** A template as one stack would see it: what a condition leaves out is not there. */
export type EvaluatedTemplate = {
  readonly resources: ReadonlyMap<string, EvaluatedResource>;
  readonly outputs: ReadonlyMap<string, Json>;
  readonly conditions: ReadonlyMap<string, boolean>;
};

/**
 * Works out conditions and functions.
 * What only exists once deployed is a text such as `<Database.Endpoint.Address>` (see `ref`).
 */
export const evaluateTemplate = (
  template: Template,
  surroundings: Surroundings,
): EvaluatedTemplate => {
  const { region = 'us-east-1' } = surroundings;
  const lookUp = surroundingValues(template, surroundings);
  const conditions = evaluateConditions(template, lookUp);
  const isThere = ({ Condition }: { readonly Condition?: string | undefined }): boolean =>
    Condition === undefined || conditions.get(Condition) === true;
  const resolver = {
    template,
    lookUp,
    conditions,
    zones: ['a', 'b', 'c'].map((letter) => `${region}${letter}`),
  };

  return {
    conditions,
    resources: new Map(
      Object.entries(template.Resources)
        .filter(([, resource]) => isThere(resource))
        .map(([id, resource]) => [id, evaluateResource(resolver, id, resource)]),
    ),
    outputs: new Map(
      Object.entries(template.Outputs)
        .filter(([, output]) => isThere(output))
        .flatMap(([id, { Value }]) => {
          const value = resolve({ ...resolver, onReference: () => undefined }, Value, id);
          return value === undefined ? [] : [[id, value]];
        }),
    ),
  };
};

const evaluateResource = (
  resolver: Omit<Resolver, 'onReference'>,
  id: string,
  resource: TemplateResource,
): EvaluatedResource => {
  const references: Reference[] = [];
  const work = (value: Json | undefined, path: string): Json | undefined =>
    value === undefined
      ? undefined
      : resolve(
          { ...resolver, onReference: (reference) => references.push(reference) },
          value,
          path,
        );
  const section = (value: JsonObject | undefined, path: string): JsonObject => {
    const found = work(value, path);
    return isObject(found) ? found : {};
  };
  const policy = (value: Json | undefined, path: string): string | undefined => {
    const found = work(value, path);
    return found === undefined ? undefined : String(found);
  };
  return {
    id,
    type: resource.Type,
    properties: section(resource.Properties, 'Properties'),
    dependsOn: asList(resource.DependsOn).map(String),
    deletionPolicy: policy(resource.DeletionPolicy, 'DeletionPolicy'),
    updateReplacePolicy: policy(resource.UpdateReplacePolicy, 'UpdateReplacePolicy'),
    creationPolicy: section(resource.CreationPolicy, 'CreationPolicy'),
    updatePolicy: section(resource.UpdatePolicy, 'UpdatePolicy'),
    references,
  };
};
