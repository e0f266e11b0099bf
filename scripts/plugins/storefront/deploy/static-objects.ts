import {
  DeleteObjectsCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getMimeType } from 'hono/utils/mime';
import { cacheControl } from '../../../../storefront/http/cache-control.ts';
import type { Files } from '../artifact/pack.ts';

const prefix = 'static/';

/** Names of the files below static/ that are in the bucket. */
export const listStaticObjects = async (s3: S3Client, bucket: string): Promise<Set<string>> => {
  const names = new Set<string>();
  const input = { Bucket: bucket, Prefix: prefix };
  for await (const page of paginateListObjectsV2({ client: s3 }, input)) {
    for (const { Key } of page.Contents ?? []) if (Key) names.add(Key.slice(prefix.length));
  }
  return names;
};

/** Uploads the files that are not there yet, with their types; returns their names. */
export const uploadStaticFiles = async (
  s3: S3Client,
  { bucket, files }: { bucket: string; files: Files },
): Promise<readonly string[]> => {
  const present = await listStaticObjects(s3, bucket);
  const missing = [...files].filter(([name]) => !present.has(name));
  await Promise.all(
    missing.map(([name, content]) =>
      s3.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: `${prefix}${name}`,
          Body: content,
          ContentType: getMimeType(name) ?? 'application/octet-stream',
          CacheControl: cacheControl.immutable,
        }),
      ),
    ),
  );
  return missing.map(([name]) => name);
};

/** @throws naming the first file that S3 would not delete. */
export const deleteStaticObjects = async (
  s3: S3Client,
  { bucket, names }: { bucket: string; names: readonly string[] },
): Promise<void> => {
  for (let start = 0; start < names.length; start += 1000) {
    const batch = names.slice(start, start + 1000);
    const { Errors: [failed] = [] } = await s3.send(
      new DeleteObjectsCommand({
        Bucket: bucket,
        Delete: { Objects: batch.map((name) => ({ Key: `${prefix}${name}` })), Quiet: true },
      }),
    );
    if (failed) throw new Error(`could not delete ${failed.Key} in ${bucket}: ${failed.Message}`);
  }
};
