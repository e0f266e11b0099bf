import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { isMediaName, type MediaStore } from '../../storefront/media/media-store.ts';

/** The shop's pictures in their bucket, as far as an import without pictures of its own asks. */
export const bucketMediaStore = (s3: S3Client, bucket: string): MediaStore => ({
  has: async (name) => {
    if (!isMediaName(name)) return false;
    const key = `media/${name}`;
    // Asked by list, which needs no right to read the pictures.
    const { Contents = [] } = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, Prefix: key, MaxKeys: 1 }),
    );
    return Contents.some(({ Key }) => Key === key);
  },
  put: () => Promise.reject(new Error('this import takes no pictures in')),
  read: () => Promise.reject(new Error('this import reads no pictures')),
});
