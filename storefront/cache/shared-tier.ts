import type { Entry } from './entry.ts';

/** A cache that several processes share. It answers soon or not at all, and never with an error. */
export type SharedTier<V> = {
  readonly find: (key: string) => Promise<Entry<V> | undefined>;
  /** Offers an entry; nobody waits for it to arrive. */
  readonly offer: (key: string, entry: Entry<V>) => void;
};

/** How a value is written down for another process of the same build. */
export type Codec<V> = {
  readonly encode: (value: V) => Uint8Array;
  /** @throws when the bytes are not what `encode` makes. */
  readonly decode: (bytes: Buffer) => V;
};

/** Opens a tier for one kind of values; undefined where processes share nothing. */
export type OpenTier = <V>(kind: string, codec: Codec<V>) => SharedTier<V>;

/** For what JSON holds as it is. Only bytes that our own build has written come here. */
export const jsonCodec = <V>(): Codec<V> => ({
  encode: (value) => Buffer.from(JSON.stringify(value)),
  decode: (bytes) => JSON.parse(bytes.toString()) as V,
});
