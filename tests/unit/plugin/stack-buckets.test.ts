import { expect, it } from '@jest/globals';
import { findDeletedBuckets } from '../../../scripts/plugins/storefront/remove/stack-buckets.ts';

it('buckets that stay after the stack are not emptied', () => {
  const resources = [
    { logicalId: 'StaticBucket', physicalId: 'static', type: 'AWS::S3::Bucket' },
    { logicalId: 'MediaBucket', physicalId: 'media', type: 'AWS::S3::Bucket' },
    { logicalId: 'LogBucket', physicalId: 'logs', type: 'AWS::S3::Bucket' },
    { logicalId: 'Table', physicalId: 'table', type: 'AWS::DynamoDB::Table' },
  ];
  const template = {
    Resources: {
      StaticBucket: { Type: 'AWS::S3::Bucket' },
      MediaBucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'Retain' },
      LogBucket: { Type: 'AWS::S3::Bucket', DeletionPolicy: 'RetainExceptOnCreate' },
    },
  };

  const deleted = findDeletedBuckets(resources, template);

  expect(deleted.map(({ physicalId }) => physicalId)).toEqual(['static']);
});
