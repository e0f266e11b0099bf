import { asList, valueAt } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource, EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { property } from '../query.ts';
import { targetOf } from '../resolve.ts';

type Check = (resource: EvaluatedResource) => boolean;

const keyAt =
  (path: string): Check =>
  (resource) =>
    targetOf(property(resource, path)) !== undefined;

const isTrue =
  (path: string): Check =>
  (resource) =>
    String(property(resource, path)) === 'true';

const both =
  (...checks: readonly Check[]): Check =>
  (resource) =>
    checks.every((check) => check(resource));

const either =
  (...checks: readonly Check[]): Check =>
  (resource) =>
    checks.some((check) => check(resource));

/** By type, whether what it keeps is encrypted as it is to be: with a key of the stack. */
const checks: Readonly<Record<string, Check>> = {
  'AWS::DynamoDB::Table': both(
    isTrue('SSESpecification.SSEEnabled'),
    keyAt('SSESpecification.KMSMasterKeyId'),
  ),
  'AWS::EC2::LaunchTemplate': (resource) =>
    asList(property(resource, 'LaunchTemplateData.BlockDeviceMappings')).every(
      (mapping) => valueAt(mapping, 'Ebs.Encrypted') === true,
    ) && property(resource, 'LaunchTemplateData.BlockDeviceMappings') !== undefined,
  'AWS::ElastiCache::ReplicationGroup': both(
    isTrue('AtRestEncryptionEnabled'),
    isTrue('TransitEncryptionEnabled'),
    keyAt('KmsKeyId'),
  ),
  'AWS::KMS::Key': isTrue('EnableKeyRotation'),
  'AWS::Logs::LogGroup': keyAt('KmsKeyId'),
  'AWS::RDS::DBCluster': both(isTrue('StorageEncrypted'), keyAt('KmsKeyId')),
  'AWS::RDS::DBInstance': both(isTrue('StorageEncrypted'), keyAt('KmsKeyId')),
  'AWS::SNS::Topic': keyAt('KmsMasterKeyId'),
  // Where the sender is another service, SQS's own encryption asks for no right to a key.
  'AWS::SQS::Queue': either(keyAt('KmsMasterKeyId'), isTrue('SqsManagedSseEnabled')),
  'AWS::SecretsManager::Secret': keyAt('KmsKeyId'),
};

/** What keeps data and does not encrypt it with a key of the stack; keys that do not rotate. */
export const checkEncryption = (template: EvaluatedTemplate): readonly Finding[] =>
  [...template.resources.values()]
    .filter((resource) => checks[resource.type]?.(resource) === false)
    .map(({ id, type }) => ({
      id,
      path: '',
      message:
        type === 'AWS::KMS::Key'
          ? 'is a key that is never rotated'
          : 'is not encrypted with a key of this template',
    }));
