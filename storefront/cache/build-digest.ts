import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/**
 * What tells the pages of one build under certain settings from all others: 22 characters.
 * @param files what makes pages, in this order.
 */
export const buildDigest = (
  files: readonly string[],
  settings: Readonly<Record<string, unknown>>,
): string => {
  const digest = createHash('sha256').update(JSON.stringify(settings));
  for (const file of files) digest.update(readFileSync(file));
  return digest.digest('base64url').slice(0, 22);
};
