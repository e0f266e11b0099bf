import type { StackResource } from '../aws/live-stack.ts';
import type { Template } from '../osls.ts';

/** The stack's buckets that its deletion deletes, which it can only when they are empty. */
export const findDeletedBuckets = (
  resources: readonly StackResource[],
  template: Template,
): readonly StackResource[] =>
  resources.filter(
    ({ type, logicalId }) =>
      type === 'AWS::S3::Bucket' &&
      !template.Resources[logicalId]?.DeletionPolicy?.startsWith('Retain'),
  );
