import { packZip } from '../../../scripts/plugins/functions/pack-zip.ts';

/** A zip archive with these files. */
export const zip = (files: Readonly<Record<string, string>>): Promise<Buffer> =>
  packZip(new Map(Object.entries(files).map(([path, text]) => [path, Buffer.from(text)])));
