import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { cacheControl } from '../../../../storefront/http/cache-control.ts';
import type { Files } from '../artifact/pack.ts';

/** Puts pages at the root of the static bucket, in place of those before. */
export const uploadEdgePages = async (
  s3: S3Client,
  { bucket, pages }: { bucket: string; pages: Files },
): Promise<void> => {
  await Promise.all(
    [...pages].map(([Key, Body]) =>
      s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key,
          Body,
          ContentType: 'text/html; charset=utf-8',
          CacheControl: cacheControl.catalog,
        }),
      ),
    ),
  );
};
