import { placeEdgePages } from '../../../edge-pages.ts';
import type { Artifact } from '../artifact/artifact.ts';
import type { Context } from '../context.ts';
import { logicalIds } from '../logical-ids.ts';
import { expireStaticFiles } from './expire-static-files.ts';
import { uploadStaticFiles } from './static-objects.ts';
import { uploadEdgePages } from './upload-edge-pages.ts';

/** Uploads what is missing in the static bucket, if the live stack has one by now. */
export const uploadStatic = async (context: Context, artifact: Artifact): Promise<void> => {
  const [{ s3 }, stack] = await Promise.all([context.clients(), context.stack()]);
  const bucket = await stack.findPhysicalId(logicalIds.staticBucket);
  if (!bucket) return;
  const added = await uploadStaticFiles(s3, { bucket, files: artifact.staticFiles });
  if (added.length > 0) context.terminal.log.notice(`Uploaded ${added.length} static files`);
};

/** Once `artifact` is live: notes what is unused now, removes what has been for long. */
export const keepStaticFiles = async (context: Context, artifact: Artifact): Promise<void> => {
  const [{ s3 }, stack] = await Promise.all([context.clients(), context.stack()]);
  const staticBucket = await stack.findPhysicalId(logicalIds.staticBucket);
  if (!staticBucket) return;
  const { expired } = await expireStaticFiles(s3, {
    buckets: { staticBucket, deploymentBucket: await context.deploymentBucket() },
    current: artifact.staticFiles.keys(),
    now: context.now(),
  });
  if (expired.length > 0) context.terminal.log.notice(`Removed ${expired.length} static files`);
};

/** Puts the CDN's own pages in place, with the origin that the stack gave the shop. */
export const uploadPages = async (context: Context, { edgePages }: Artifact): Promise<void> => {
  const [{ s3 }, stack] = await Promise.all([context.clients(), context.stack()]);
  const [bucket, origin] = await Promise.all([
    stack.findPhysicalId(logicalIds.staticBucket),
    stack.findOutput('ShopUrl'),
  ]);
  if (!bucket || !origin) return;
  await uploadEdgePages(s3, { bucket, pages: placeEdgePages(edgePages, origin) });
};
