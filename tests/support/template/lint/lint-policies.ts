import type { Json } from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';

const takesSnapshots = new Set([
  'AWS::DocDB::DBCluster',
  'AWS::EC2::Volume',
  'AWS::ElastiCache::CacheCluster',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::Neptune::DBCluster',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::Redshift::Cluster',
]);

/** Types whose loss is a loss of data, or of the means to read it; logs end by their retention. */
const statefulTypes: ReadonlySet<string> = new Set([
  'AWS::DynamoDB::Table',
  'AWS::EFS::FileSystem',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::KMS::Key',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
]);

/** What happens to a resource that is removed or replaced: known words, and said where it matters. */
export const lintPolicies = (template: Template): readonly Finding[] =>
  Object.entries(template.Resources).flatMap(([id, resource]) =>
    (['DeletionPolicy', 'UpdateReplacePolicy'] as const).flatMap((name) => {
      const message = lintPolicy(name, resource[name], resource.Type);
      return message ? [{ id, path: name, message }] : [];
    }),
  );

const lintPolicy = (name: string, value: Json | undefined, type: string): string | undefined => {
  if (value === undefined) {
    return statefulTypes.has(type) ? 'is not said, for a resource that has state' : undefined;
  }
  if (value === 'Delete' || value === 'Retain') return undefined;
  if (value === 'RetainExceptOnCreate' && name === 'DeletionPolicy') return undefined;
  if (value !== 'Snapshot') return `is ${JSON.stringify(value)}, which is no such policy`;
  return takesSnapshots.has(type) ? undefined : `is Snapshot, which ${type} cannot take`;
};
