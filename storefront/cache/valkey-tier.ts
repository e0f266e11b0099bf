import { hash } from 'node:crypto';
import { readEntry, writeEntry } from './entry-bytes.ts';
import type { OpenTier } from './shared-tier.ts';
import type { ValkeyConnection } from './valkey-connection.ts';

/** An old entry is of use while the database is away; nobody takes it for a new one. */
const keptMs = 10 * 60_000;
/** Entries on their way at the same time. What comes beyond it, others load themselves. */
const maxOffers = 32;

/**
 * Tiers in Valkey or Redis.
 * @param namespace what tells this build's entries, and this shop's, from all others.
 */
export const openValkeyTiers = (
  connection: Pick<ValkeyConnection, 'run'>,
  namespace: string,
  onError: (error: unknown) => void,
): OpenTier => {
  let offers = 0;
  return (kind, codec) => {
    // A search may be long, and say anything.
    const nameOf = (key: string) =>
      `tidemarket:${namespace}:${kind}:${hash('sha256', key, 'base64url')}`;
    return {
      find: async (key) => {
        const bytes = await connection.run((client) => client.getBuffer(nameOf(key)));
        return bytes ? readEntry(bytes, key, codec) : undefined;
      },
      offer: (key, entry) => {
        if (offers >= maxOffers) return;
        offers += 1;
        void writeEntry(key, entry, codec)
          .then(
            (bytes) =>
              bytes && connection.run((client) => client.set(nameOf(key), bytes, 'PX', keptMs)),
          )
          .catch(onError)
          .finally(() => {
            offers -= 1;
          });
      },
    };
  };
};
