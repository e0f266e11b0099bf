import { HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { toArtifactKey } from '../artifact/artifact-key.ts';
import { listStoredArtifacts } from '../aws/stored-artifacts.ts';

export type ListedArtifact = {
  readonly sha256: string;
  readonly uploadedAt: string;
  readonly sizeBytes: number;
  readonly live: boolean;
  /** The newest migration that this version of the code knows. */
  readonly lastMigration: string | null;
};

/** What can be gone back to, newest first. */
export const listArtifacts = async (
  s3: S3Client,
  { bucket, liveSha256 }: { bucket: string; liveSha256: string | undefined },
): Promise<readonly ListedArtifact[]> => {
  const stored = await listStoredArtifacts(s3, bucket);
  return Promise.all(
    stored.map(async ({ sha256, uploadedAt, sizeBytes }) => {
      const { Metadata } = await s3.send(
        new HeadObjectCommand({ Bucket: bucket, Key: toArtifactKey(sha256) }),
      );
      return {
        sha256,
        uploadedAt: uploadedAt.toISOString(),
        sizeBytes,
        live: sha256 === liveSha256,
        lastMigration: Metadata?.['last-migration'] || null,
      };
    }),
  );
};
