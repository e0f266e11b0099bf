import {
  asList,
  isObject,
  type Json,
  type JsonObject,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { actionExists } from './iam-actions.ts';
import {
  type PolicyDocument,
  type PolicyKind,
  policyDocuments,
  statementsOf,
  textsOf,
} from './policy-documents.ts';

const maxInlineCharacters = 10_240;
const operator =
  /^(ForAllValues:|ForAnyValue:)?((String(Not)?(Equals|EqualsIgnoreCase|Like))|((Numeric|Date)((Not)?Equals|(Less|Greater)Than(Equals)?))|Bool|BinaryEquals|(Not)?IpAddress|(Arn(Not)?(Equals|Like)))(IfExists)?$|^Null$/;
const actionShape = /^[a-z0-9-]+:[A-Za-z0-9*?]+$/;
const principalKinds = new Set(['AWS', 'Service', 'Federated', 'CanonicalUser']);
const statementKeys = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Shape of all policy documents, and whether the actions that they name exist. */
export const lintIam = (template: EvaluatedTemplate): readonly Finding[] => {
  const documents = policyDocuments(template);
  return [...documents.flatMap(lintDocument), ...lintInlineSize(documents)];
};

const lintDocument = (policy: PolicyDocument): readonly Finding[] => {
  const { id, path, kind, document } = policy;
  const findings: Finding[] = [];
  if (document['Version'] !== '2012-10-17') {
    findings.push({ id, path, message: 'lacks Version 2012-10-17, so variables do not work' });
  }
  const statements = statementsOf(policy);
  if (statements.length === 0) findings.push({ id, path, message: 'has no statement' });
  const sids = statements.flatMap(({ statement }) => textsOf(statement['Sid']));
  for (const sid of sids.filter((one, index) => sids.indexOf(one) !== index)) {
    findings.push({ id, path, message: `has two statements ${sid}` });
  }
  for (const one of statements) {
    for (const message of lintStatement(one.statement, kind)) {
      findings.push({ id, path: one.path, message });
    }
  }
  return findings;
};

const lintStatement = (statement: JsonObject, kind: PolicyKind): readonly string[] => [
  ...Object.keys(statement)
    .filter((key) => !statementKeys.has(key))
    .map((key) => `${key} is no key of a statement`),
  ...lintEffect(statement),
  ...lintActions(statement),
  ...lintPrincipal(statement, kind),
  ...lintResources(statement, kind),
  ...lintConditionBlock(statement['Condition']),
];

const lintEffect = ({ Effect, Sid }: JsonObject): readonly string[] => [
  ...(Effect === 'Allow' || Effect === 'Deny' ? [] : [`Effect is ${Effect}`]),
  ...(Sid === undefined || /^[A-Za-z0-9]*$/.test(String(Sid)) ? [] : [`Sid ${Sid} has a sign`]),
];

const lintActions = ({ Action, NotAction }: JsonObject): readonly string[] => {
  if ((Action === undefined) === (NotAction === undefined)) {
    return ['is to have either Action or NotAction'];
  }
  return textsOf(Action ?? NotAction).flatMap((action) => {
    if (action === '*') return [];
    if (!actionShape.test(action)) return [`${action} is no action`];
    return actionExists(action) ? [] : [`AWS has no action ${action}`];
  });
};

const lintPrincipal = (statement: JsonObject, kind: PolicyKind): readonly string[] => {
  const principal = statement['Principal'] ?? statement['NotPrincipal'];
  if (kind === 'identity') return principal === undefined ? [] : ['takes no Principal'];
  if (principal === undefined) return ['lacks Principal'];
  if (principal === '*') return [];
  if (!isObject(principal)) return ['Principal is to be a map'];
  return Object.entries(principal).flatMap(([name, value]) => {
    if (!principalKinds.has(name)) return [`${name} is no kind of principal`];
    if (name !== 'Service') return [];
    return textsOf(value)
      .filter((service) => !/^[a-z0-9.-]+\.amazonaws\.com$/.test(service))
      .map((service) => `${service} is no service`);
  });
};

const lintResources = (statement: JsonObject, kind: PolicyKind): readonly string[] => {
  const given = statement['Resource'] ?? statement['NotResource'];
  if (kind === 'trust') return given === undefined ? [] : ['takes no Resource'];
  if (given === undefined) return ['lacks Resource'];
  return textsOf(given)
    .filter((one) => one !== '*' && !one.startsWith('<') && !/^arn:([^:]*:){4}.+/.test(one))
    .map((one) => `${one} is no ARN`);
};

const lintConditionBlock = (block: Json | undefined): readonly string[] => {
  if (block === undefined) return [];
  if (!isObject(block)) return ['Condition is to be a map'];
  return Object.entries(block).flatMap(([name, keys]) => [
    ...(operator.test(name) ? [] : [`${name} is no condition operator`]),
    ...(isObject(keys) ? lintConditionKeys(keys) : [`${name} is to be a map`]),
  ]);
};

const lintConditionKeys = (keys: JsonObject): readonly string[] =>
  Object.keys(keys)
    .filter((key) => !/^[a-z0-9-]+:.+/i.test(key))
    .map((key) => `${key} is no condition key`);

const lintInlineSize = (documents: readonly PolicyDocument[]): readonly Finding[] => {
  const sizes = new Map<string, number>();
  for (const { id, type, kind, document } of documents) {
    if (type !== 'AWS::IAM::Role' || kind !== 'identity') continue;
    sizes.set(id, (sizes.get(id) ?? 0) + JSON.stringify(document).length);
  }
  return [...sizes]
    .filter(([, size]) => size > maxInlineCharacters)
    .map(([id, size]) => ({
      id,
      path: 'Properties.Policies',
      message: `${asList(size)} characters are over ${maxInlineCharacters}`,
    }));
};
