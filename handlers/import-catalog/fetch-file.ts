import { createWriteStream } from 'node:fs';
import { join, posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { Failure } from '../shared/failure.ts';

/** What fits into the function's disk beside the scratch file, which is larger than the file. */
export const maxFileBytes = 200 * 1024 * 1024;

type Source = { readonly bucket: string; readonly key: string };

const explain = (error: unknown, { bucket, key }: Source): unknown => {
  // Who may not list a bucket is not told that something is missing there.
  const isMissing =
    error instanceof NoSuchKey ||
    (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 403);
  if (!isMissing) return error;
  return new Failure(
    'FILE_MISSING',
    `There is no s3://${bucket}/${key} that may be read`,
    `Upload it: aws s3 cp FILE.csv s3://${bucket}/${key}`,
    error,
  );
};

/**
 * Brings an object into a folder of this machine; returns the file.
 * @throws Failure FILE_MISSING, FILE_TOO_LARGE
 */
export const fetchFile = async (
  s3: S3Client,
  { bucket, key }: Source,
  folder: string,
  signal: AbortSignal,
): Promise<string> => {
  const { Body, ContentLength = 0 } = await s3
    .send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal })
    .catch((error) => {
      throw explain(error, { bucket, key });
    });
  if (!(Body instanceof Readable)) throw new Error('the object has no body');
  if (ContentLength > maxFileBytes) {
    Body.destroy();
    throw new Failure(
      'FILE_TOO_LARGE',
      `s3://${bucket}/${key} has ${ContentLength} bytes, ${maxFileBytes} are the most`,
      'Split the file between two products: products that a file does not name stay as they are.',
    );
  }
  const file = join(folder, posix.basename(key));
  await pipeline(Body, createWriteStream(file, { flags: 'wx' }), { signal });
  return file;
};
