import {
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type ObjectIdentifier,
  type S3Client,
} from '@aws-sdk/client-s3';

const listSome = async (s3: S3Client, Bucket: string): Promise<ObjectIdentifier[]> => {
  try {
    const { Versions = [], DeleteMarkers = [] } = await s3.send(
      new ListObjectVersionsCommand({ Bucket, MaxKeys: 1000 }),
    );
    return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchBucket') return [];
    throw error;
  }
};

/**
 * Deletes all versions and delete markers of a bucket, a page at a time; returns how many they were.
 * A bucket that is gone has none.
 * @throws naming the first object that S3 would not delete.
 */
export const emptyBucket = async (s3: S3Client, Bucket: string): Promise<number> => {
  let deleted = 0;
  // Always the first page: what was on it before is gone by then.
  for (let page = await listSome(s3, Bucket); page.length > 0; page = await listSome(s3, Bucket)) {
    const { Errors: [failed] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket, Delete: { Objects: page, Quiet: true } }),
    );
    if (failed) throw new Error(`could not delete ${failed.Key} in ${Bucket}: ${failed.Message}`);
    deleted += page.length;
  }
  return deleted;
};
