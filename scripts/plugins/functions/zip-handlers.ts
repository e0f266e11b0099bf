import { type BundleOptions, bundleHandlers } from './bundle-handlers.ts';
import { packZip } from './pack-zip.ts';

/** Resolves to each entry's zip, which holds its module at the entry's place. @throws like bundleHandlers. */
export const zipHandlers = async (
  options: BundleOptions,
): Promise<ReadonlyMap<string, Uint8Array>> => {
  const bundles = await bundleHandlers(options);
  return new Map(
    await Promise.all(
      [...bundles].map(
        async ([entry, code]): Promise<[string, Uint8Array]> => [
          entry,
          await packZip(new Map([[`${entry}.mjs`, code]])),
        ],
      ),
    ),
  );
};
