import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

// By the prefix of a service's actions, the client whose operations they are named for.
const clients: Readonly<Record<string, string>> = {
  autoscaling: 'auto-scaling',
  budgets: 'budgets',
  cloudformation: 'cloudformation',
  cloudfront: 'cloudfront',
  cloudtrail: 'cloudtrail',
  cloudwatch: 'cloudwatch',
  config: 'config-service',
  dynamodb: 'dynamodb',
  ec2: 'ec2',
  elasticache: 'elasticache',
  elasticloadbalancing: 'elastic-load-balancing-v2',
  iam: 'iam',
  kms: 'kms',
  lambda: 'lambda',
  logs: 'cloudwatch-logs',
  rds: 'rds',
  s3: 's3',
  secretsmanager: 'secrets-manager',
  sns: 'sns',
  sqs: 'sqs',
  ssm: 'ssm',
  sts: 'sts',
  wafv2: 'wafv2',
};

// Actions that are no operation of the service, from the service authorization reference.
const more: Readonly<Record<string, string>> = {
  dynamodb: 'ConditionCheckItem PartiQLSelect PartiQLInsert PartiQLUpdate PartiQLDelete',
  iam: 'PassRole',
  kms: 'ReEncryptFrom ReEncryptTo',
  lambda: 'InvokeFunction InvokeFunctionUrl InvokeAsync',
  s3:
    'AbortMultipartUpload BypassGovernanceRetention DeleteObjectVersion GetBucketPublicAccessBlock ' +
    'GetEncryptionConfiguration GetLifecycleConfiguration GetObjectVersion GetReplicationConfiguration ' +
    'ListAllMyBuckets ListBucket ListBucketMultipartUploads ListBucketVersions ' +
    'ListMultipartUploadParts PutEncryptionConfiguration PutLifecycleConfiguration ' +
    'ReplicateDelete ReplicateObject ReplicateTags',
  ssm: 'UpdateInstanceInformation ListInstanceAssociations PutConfigurePackageResult',
};

// Services whose client the project does not use: their actions are taken as they are written.
const unread = new Set([
  'ec2messages',
  'imagebuilder',
  'rds-db',
  'scheduler',
  'ses',
  'ssmmessages',
  'waf-regional',
  'xray',
]);

const require = createRequire(import.meta.url);
const known = new Map<string, ReadonlySet<string>>();

const actionsOf = (service: string): ReadonlySet<string> | undefined => {
  const client = clients[service];
  const found = known.get(service);
  if (client === undefined || found) return found;
  const file = require.resolve(`@aws-sdk/client-${client}`);
  const operations = readFileSync(file, 'utf8').matchAll(/\bclass (\w+)Command\b/g);
  const actions = new Set([
    ...[...operations].map(([, name = '']) => name),
    ...(more[service]?.split(' ') ?? []),
  ]);
  known.set(service, actions);
  return actions;
};

/** Whether AWS has an action that this one, which may hold `*` and `?`, stands for. */
export const actionExists = (action: string): boolean => {
  const [service = '', name = ''] = action.split(':');
  if (unread.has(service)) return true;
  const actions = actionsOf(service);
  if (!actions) return false;
  const pattern = name.replaceAll('*', '.*').replaceAll('?', '.');
  const shape = new RegExp(`^${pattern}$`);
  return [...actions].some((one) => shape.test(one));
};
