import { isObject } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { findTarget, property, resourcesOfType } from '../query.ts';
import { targetOf } from '../resolve.ts';

/** What every function has: see the README's defaults. */
export const checkFunctions = (template: EvaluatedTemplate): readonly Finding[] => {
  const functions = resourcesOfType(template, 'AWS::Lambda::Function');
  return functions.flatMap((one) =>
    [
      ...settings(one),
      ...role(template, one, functions),
      ...logs(template, one),
      ...failures(template, one),
    ].map((message) => ({ id: one.id, path: '', message })),
  );
};

const settings = (one: EvaluatedResource): readonly string[] => [
  ...(property(one, 'Runtime') === 'nodejs24.x' ? [] : ['does not run on nodejs24.x']),
  ...(property(one, 'Architectures.0') === 'arm64' ? [] : ['does not run on arm64']),
  ...(typeof property(one, 'Timeout') === 'number' ? [] : ['has no timeout of its own']),
  ...(typeof property(one, 'MemorySize') === 'number' ? [] : ['has no memory of its own']),
  ...(typeof property(one, 'Description') === 'string' ? [] : ['does not say what it does']),
];

const role = (
  template: EvaluatedTemplate,
  one: EvaluatedResource,
  all: readonly EvaluatedResource[],
): readonly string[] => {
  const own = findTarget(template, property(one, 'Role'));
  if (own?.type !== 'AWS::IAM::Role') return ['has no role of this template'];
  const others = all.filter(
    (other) => other.id !== one.id && targetOf(property(other, 'Role')) === own.id,
  );
  return others.map(({ id }) => `shares its role with ${id}`);
};

const logs = (template: EvaluatedTemplate, one: EvaluatedResource): readonly string[] => {
  const name =
    property(one, 'LoggingConfig.LogGroup') ?? `/aws/lambda/${property(one, 'FunctionName')}`;
  const group =
    findTarget(template, name) ??
    resourcesOfType(template, 'AWS::Logs::LogGroup').find(
      (candidate) => property(candidate, 'LogGroupName') === name,
    );
  if (!group) return ['has no log group of this template'];
  return [
    ...(typeof property(group, 'RetentionInDays') === 'number' ? [] : ['keeps its logs for ever']),
    ...(property(group, 'KmsKeyId') === undefined ? ['does not encrypt its logs'] : []),
  ];
};

const failures = (template: EvaluatedTemplate, one: EvaluatedResource): readonly string[] => {
  const config = resourcesOfType(template, 'AWS::Lambda::EventInvokeConfig').find((candidate) => {
    const name = property(candidate, 'FunctionName');
    return targetOf(name) === one.id || name === property(one, 'FunctionName');
  });
  const destination = config && property(config, 'DestinationConfig.OnFailure');
  return isObject(destination) && findTarget(template, destination['Destination'])
    ? []
    : ['tells nobody that it failed: no failure destination'];
};
