import { readIntrinsic } from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import {
  asJson,
  asList,
  type Json,
  walk,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';
import { conditionsIn, rawReferences } from './lint-references.ts';

/** Conditions, mappings and parameters: those that are asked are there, those there are asked. */
export const lintSections = (template: Template): readonly Finding[] => [
  ...lintConditions(template),
  ...lintMappings(template),
  ...lintParameters(template),
];

const resources = (template: Template): readonly (readonly [string, Json])[] =>
  Object.entries(template.Resources).map(([id, resource]) => [id, asJson(resource)]);

const everything = (template: Template): Json =>
  asJson({
    Resources: template.Resources,
    Outputs: template.Outputs,
    Conditions: template.Conditions,
  });

const lintConditions = (template: Template): readonly Finding[] => {
  const asked = [...resources(template), ['Outputs', asJson(template.Outputs)] as const].flatMap(
    ([id, value]) => conditionsIn(value).map((name) => ({ id, name })),
  );
  const within = conditionsIn(template.Conditions).map((name) => ({ id: 'Conditions', name }));
  const all = [...asked, ...within];
  return [
    ...all
      .filter(({ name }) => template.Conditions[name] === undefined)
      .map(({ id, name }) => ({ id, path: '', message: `there is no condition ${name}` })),
    ...Object.keys(template.Conditions)
      .filter((name) => !all.some((one) => one.name === name))
      .map((name) => ({ id: 'Conditions', path: name, message: 'nothing asks this condition' })),
  ];
};

const lintMappings = (template: Template): readonly Finding[] => {
  const asked = new Set<string>();
  walk(everything(template), (value) => {
    const call = readIntrinsic(value);
    if (call?.name !== 'Fn::FindInMap') return;
    const [map] = asList(call.argument);
    if (map !== undefined) asked.add(String(map));
  });
  return [
    ...[...asked]
      .filter((name) => template.Mappings[name] === undefined)
      .map((name) => ({ id: 'Mappings', path: name, message: 'there is no such mapping' })),
    ...Object.keys(template.Mappings)
      .filter((name) => !asked.has(name))
      .map((name) => ({ id: 'Mappings', path: name, message: 'nothing asks this mapping' })),
  ];
};

const lintParameters = (template: Template): readonly Finding[] => {
  const asked = new Set(rawReferences(everything(template)).map(({ target }) => target));
  return Object.keys(template.Parameters)
    .filter((name) => !asked.has(name))
    .map((name) => ({ id: 'Parameters', path: name, message: 'nothing asks this parameter' }));
};
