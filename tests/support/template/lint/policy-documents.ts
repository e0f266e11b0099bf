import {
  asList,
  isObject,
  type Json,
  type JsonObject,
  walk,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';

/** Who carries a document: an identity, a role's trust, or the thing that it guards. */
export type PolicyKind = 'identity' | 'trust' | 'resource';

export type PolicyDocument = {
  readonly id: string;
  readonly type: string;
  readonly path: string;
  readonly kind: PolicyKind;
  readonly document: JsonObject;
};

export type PolicyStatement = {
  readonly policy: PolicyDocument;
  readonly path: string;
  readonly statement: JsonObject;
};

const documentKeys = new Set([
  'PolicyDocument',
  'AssumeRolePolicyDocument',
  'KeyPolicy',
  'ResourcePolicy',
  'AccessPolicies',
]);

const identityTypes = new Set([
  'AWS::IAM::Group',
  'AWS::IAM::ManagedPolicy',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::IAM::RolePolicy',
  'AWS::IAM::User',
]);

const kindOf = (type: string, key: string): PolicyKind => {
  if (key === 'AssumeRolePolicyDocument') return 'trust';
  return identityTypes.has(type) ? 'identity' : 'resource';
};

/** Every policy document of a template. */
export const policyDocuments = (template: EvaluatedTemplate): readonly PolicyDocument[] =>
  [...template.resources.values()].flatMap(({ id, type, properties }) => {
    const found: PolicyDocument[] = [];
    walk(
      properties,
      (value, path) => {
        const key = path.slice(path.lastIndexOf('.') + 1);
        if (!documentKeys.has(key)) return;
        const document = isObject(value) ? value : {};
        found.push({ id, type, path, kind: kindOf(type, key), document });
      },
      'Properties',
    );
    return found;
  });

export const statementsOf = (policy: PolicyDocument): readonly PolicyStatement[] =>
  asList(policy.document['Statement']).map((statement, index) => ({
    policy,
    path: `${policy.path}.Statement.${index}`,
    statement: isObject(statement) ? statement : {},
  }));

/** The texts of a field that may be one or many, such as Action. */
export const textsOf = (value: Json | undefined): readonly string[] => asList(value).map(String);
