import { HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Artifact } from '../artifact/artifact.ts';

export type Encryption = {
  readonly ServerSideEncryption: 'AES256' | 'aws:kms';
  readonly SSEKMSKeyId?: string;
};

const exists = async (s3: S3Client, Bucket: string, Key: string): Promise<boolean> => {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') return false;
    throw error;
  }
};

/** Puts the artefact into the deployment bucket; returns false when it is there already. */
export const uploadArtifact = async (
  s3: S3Client,
  { bucket, artifact, encryption }: { bucket: string; artifact: Artifact; encryption: Encryption },
): Promise<boolean> => {
  if (await exists(s3, bucket, artifact.key)) return false;
  const { hash, list } = artifact.migrations;
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: artifact.key,
      Body: artifact.tarball,
      ContentType: 'application/gzip',
      Metadata: { 'migrations-hash': hash, 'last-migration': list.at(-1)?.name ?? '' },
      ...encryption,
    }),
  );
  return true;
};
