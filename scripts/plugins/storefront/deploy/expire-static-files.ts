import { GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { deleteStaticObjects, listStaticObjects } from './static-objects.ts';
import {
  decideStaticRetention,
  type StaticRetention,
  type UnusedSince,
  unusedSinceRecord,
} from './static-retention.ts';

// In the deployment bucket: the static one is open to the world through the CDN.
const recordKey = 'storefront/static-unused-since.json';

type Buckets = { readonly staticBucket: string; readonly deploymentBucket: string };

const readRecord = async (s3: S3Client, Bucket: string): Promise<UnusedSince> => {
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key: recordKey }));
    return unusedSinceRecord.parse(JSON.parse((await Body?.transformToString()) ?? '{}'));
  } catch (error) {
    if (error instanceof Error && error.name === 'NoSuchKey') return {};
    throw error;
  }
};

/** What a deploy of `current` would keep and remove at `now`. */
export const planStaticRetention = async (
  s3: S3Client,
  { buckets, current, now }: { buckets: Buckets; current: Iterable<string>; now: Date },
): Promise<StaticRetention & { readonly present: ReadonlySet<string> }> => {
  const [present, recorded] = await Promise.all([
    listStaticObjects(s3, buckets.staticBucket),
    readRecord(s3, buckets.deploymentBucket),
  ]);
  const retention = decideStaticRetention({ present, current: new Set(current), recorded, now });
  return { ...retention, present };
};

/**
 * Removes static files that no deployed storefront has used for 30 days, and records since when the
 * others are unused. To be called when `current` is live, not before: a deploy that fails must leave
 * the files of the version that stays.
 */
export const expireStaticFiles = async (
  s3: S3Client,
  plan: { buckets: Buckets; current: Iterable<string>; now: Date },
): Promise<StaticRetention> => {
  const retention = await planStaticRetention(s3, plan);
  await deleteStaticObjects(s3, { bucket: plan.buckets.staticBucket, names: retention.expired });
  await s3.send(
    new PutObjectCommand({
      Bucket: plan.buckets.deploymentBucket,
      Key: recordKey,
      Body: JSON.stringify(retention.unusedSince),
      ContentType: 'application/json',
    }),
  );
  return retention;
};
