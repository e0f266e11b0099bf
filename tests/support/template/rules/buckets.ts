import { isObject, valueAt } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { policyDocuments, statementsOf, textsOf } from '../lint/policy-documents.ts';
import { property, resourcesOfType } from '../query.ts';
import { ref, targetOf } from '../resolve.ts';

const blocks = [
  'BlockPublicAcls',
  'BlockPublicPolicy',
  'IgnorePublicAcls',
  'RestrictPublicBuckets',
];

/** What every bucket has. */
export const checkBuckets = (template: EvaluatedTemplate): readonly Finding[] =>
  resourcesOfType(template, 'AWS::S3::Bucket').flatMap((bucket) =>
    [...settings(bucket), ...policy(template, bucket)].map((message) => ({
      id: bucket.id,
      path: '',
      message,
    })),
  );

const settings = (bucket: EvaluatedResource): readonly string[] => [
  ...(property(
    bucket,
    'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.SSEAlgorithm',
  ) === undefined
    ? ['is not encrypted']
    : []),
  ...(property(bucket, 'VersioningConfiguration.Status') === 'Enabled' ? [] : ['has no versions']),
  ...(property(bucket, 'OwnershipControls.Rules.0.ObjectOwnership') === 'BucketOwnerEnforced'
    ? []
    : ['lets others own objects']),
  ...blocks
    .filter((name) => property(bucket, `PublicAccessBlockConfiguration.${name}`) !== true)
    .map((name) => `lacks ${name}`),
];

const policy = (template: EvaluatedTemplate, bucket: EvaluatedResource): readonly string[] => {
  const denials = policyDocuments(template)
    .filter(({ id, type }) => {
      const owner = template.resources.get(id);
      return (
        type === 'AWS::S3::BucketPolicy' && targetOf(owner?.properties['Bucket']) === bucket.id
      );
    })
    .flatMap(statementsOf)
    .filter(({ statement }) => isTlsDenial(statement));
  const denied = denials.flatMap(({ statement }) => textsOf(statement['Resource']));
  return everythingIn(bucket.id).every((names) => names.some((name) => denied.includes(name)))
    ? []
    : ['is open to requests without TLS'];
};

const isTlsDenial = (statement: EvaluatedResource['properties']): boolean =>
  statement['Effect'] === 'Deny' &&
  (statement['Principal'] === '*' || valueAt(statement['Principal'], 'AWS') === '*') &&
  textsOf(statement['Action']).includes('s3:*') &&
  isObject(statement['Condition']) &&
  String(valueAt(statement['Condition'], 'Bool.aws:SecureTransport')) === 'false';

const everythingIn = (id: string): readonly (readonly string[])[] => {
  const names = [ref(id, 'Arn'), `arn:aws:s3:::${ref(id)}`];
  return [names, names.map((name) => `${name}/*`)];
};
