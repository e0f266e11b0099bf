/**
 * How new the data is known to be that a value is made from. Two values of a key with equal versions
 * are alike; versions have no order, so that nothing depends on clocks or on which server was asked.
 */
export type Version = {
  /** Of all data together; undefined while nobody knows. */
  readonly all: string | undefined;
  /** Of what the key is about; undefined when that has not changed of late. */
  readonly own: string | undefined;
};

/** A value and what tells whether it is still good. */
export type Entry<V> = {
  readonly value: V;
  /** When its load began, in epoch milliseconds. */
  readonly loadedAt: number;
  /** What was known when its load began. */
  readonly version: Version;
};

export type Versions = {
  readonly of: (key: string) => Version;
  /**
   * What was loaded earlier than this may have been read from a server that was behind, although its
   * version is right. Epoch milliseconds, never in the future.
   */
  readonly loadedSince: (key: string) => number;
};

/** For data of which nobody says when they change. */
export const unversioned: Versions = {
  of: () => ({ all: undefined, own: undefined }),
  loadedSince: () => Number.NEGATIVE_INFINITY,
};
