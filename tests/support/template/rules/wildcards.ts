import { asList } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import { policyDocuments, statementsOf, textsOf } from '../lint/policy-documents.ts';
import { resourcesOfType } from '../query.ts';

/** Something that a role may do to more than what is named. */
export type Wildcard = {
  readonly role: string;
  /** The action, or the name of a policy that AWS manages. */
  readonly may: string;
  readonly on: string;
};

/** A wildcard that is meant. */
export type AllowedWildcard = Wildcard & { readonly reason: string };

// A star after a name, as in `bucket/folder/*`, stays within what is named.
const isWide = (resource: string): boolean => {
  if (resource.startsWith('<')) return false;
  // The star is the id of the one group that has this name.
  const named = resource.replace('autoScalingGroup:*:autoScalingGroupName/', '');
  const [, , , region = '', account = '', ...rest] = named.split(':');
  return (
    [region, account].some((part) => part.includes('*')) || /^([^/:]*[/:])?\*/.test(rest.join(':'))
  );
};

const isWideStatement = (action: string, resource: string): boolean =>
  action.includes('*') || resource === '*' || isWide(resource);

/** Every wildcard in what roles may do. */
export const findWildcards = (template: EvaluatedTemplate): readonly Wildcard[] => [
  ...policyDocuments(template)
    .filter(({ kind }) => kind === 'identity')
    .flatMap(statementsOf)
    .filter(({ statement }) => statement['Effect'] === 'Allow')
    .flatMap(({ policy, statement }) =>
      textsOf(statement['Action'] ?? '*').flatMap((action) =>
        textsOf(statement['Resource'] ?? '*')
          .filter((resource) => isWideStatement(action, resource))
          .map((resource) => ({ role: policy.id, may: action, on: resource })),
      ),
    ),
  ...resourcesOfType(template, 'AWS::IAM::Role').flatMap(({ id, properties }) =>
    asList(properties['ManagedPolicyArns'])
      .map(String)
      .filter((arn) => arn.includes(':aws:policy/'))
      .map((arn) => ({ role: id, may: arn.slice(arn.lastIndexOf('/') + 1), on: '*' })),
  ),
];

export const isSameWildcard = (one: Wildcard, other: Wildcard): boolean =>
  one.role === other.role && one.may === other.may && one.on === other.on;

// What reads, writes or opens what is kept. To do that to everything is never meant.
const dataActions = [
  /^s3:(Get|Put|Delete|Restore)Object|^s3:(ListBucket|\*)/,
  /^dynamodb:(\w*Item|Query|Scan|PartiQL\w*|\*)/,
  /^secretsmanager:(GetSecretValue|BatchGetSecretValue|PutSecretValue|\*)/,
  /^kms:(Decrypt|Encrypt|ReEncrypt|GenerateDataKey|CreateGrant|\*)/,
  /^sqs:(SendMessage|ReceiveMessage|DeleteMessage|\*)/,
  /^sns:(Publish|\*)/,
  /^ssm:(GetParameter|PutParameter|SendCommand|StartSession|\*)/,
  /^logs:(GetLogEvents|FilterLogEvents|PutLogEvents|StartQuery|\*)/,
  /^lambda:(Invoke|\*)/,
  /^rds-db:|^rds:(Delete|\*)|^iam:(PassRole|\*)|^sts:AssumeRole|^\*/,
];

/** Whether an action, which may hold `*`, is on what is kept or lets act as another. */
export const isDataAction = (action: string): boolean =>
  dataActions.some((shape) => shape.test(action));
