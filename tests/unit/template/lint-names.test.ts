import { expect, it } from '@jest/globals';
import { complaints } from './stack-of.ts';

const kept = { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' };

it.each<[string, object, boolean]>([
  ['AWS::ElasticLoadBalancingV2::TargetGroup', { Name: 'a'.repeat(32) }, true],
  ['AWS::ElasticLoadBalancingV2::TargetGroup', { Name: 'a'.repeat(33) }, false],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: 'internal-shop' }, false],
  ['AWS::S3::Bucket', { BucketName: 'Shop' }, false],
  ['AWS::S3::Bucket', { BucketName: 'shop.pictures-1' }, true],
  ['AWS::SQS::Queue', { QueueName: 'q.fifo' }, true],
  ['AWS::SQS::Queue', { QueueName: 'q'.repeat(81) }, false],
  ['AWS::DynamoDB::Table', { TableName: 'a', KeySchema: [] }, false],
  ['AWS::KMS::Alias', { AliasName: 'shop', TargetKeyId: 'k' }, false],
  ['AWS::KMS::Alias', { AliasName: 'alias/shop', TargetKeyId: 'k' }, true],
  ['AWS::RDS::DBCluster', { DBClusterIdentifier: '1shop' }, false],
  ['AWS::RDS::DBCluster', { DBClusterIdentifier: 'shop--one' }, false],
  ['AWS::Logs::LogGroup', { LogGroupName: 'a group' }, false],
  ['AWS::SecretsManager::Secret', { Name: { 'Fn::Sub': `\${AWS::StackName}/slack` } }, true],
  ['AWS::SecretsManager::Secret', { Name: 'a b' }, false],
  ['AWS::EC2::SecurityGroup', { GroupName: 'sg-shop', GroupDescription: 'x' }, false],
])('%s %j', (type, properties, isRight) => {
  const findings = complaints({ Thing: { Type: type, Properties: properties, ...kept } });

  expect(findings).toEqual(isRight ? [] : [expect.stringContaining('the service refuses')]);
});
