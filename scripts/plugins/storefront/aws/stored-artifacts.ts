import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { parseArtifactKey } from '../artifact/artifact-key.ts';
import type { StoredArtifact } from '../deploy/artifact-retention.ts';

/** The artefacts in the deployment bucket, newest first. */
export const listStoredArtifacts = async (
  s3: S3Client,
  bucket: string,
): Promise<readonly StoredArtifact[]> => {
  const found: StoredArtifact[] = [];
  const input = { Bucket: bucket, Prefix: 'storefront/' };
  for await (const page of paginateListObjectsV2({ client: s3 }, input)) {
    for (const { Key = '', LastModified, Size = 0 } of page.Contents ?? []) {
      const sha256 = parseArtifactKey(Key);
      if (sha256 && LastModified) found.push({ sha256, uploadedAt: LastModified, sizeBytes: Size });
    }
  }
  return found.sort((a, b) => b.uploadedAt.getTime() - a.uploadedAt.getTime());
};
