import { LRUCache } from 'lru-cache';

export type CacheOutcome = 'hit' | 'stale' | 'miss';

export type StaleCacheOptions<V extends object> = {
  /** Bytes that all values together may take. */
  readonly maxBytes: number;
  readonly sizeOf: (value: V) => number;
  /** Up to this age a value is served as it is. */
  readonly freshMs: number;
  /** Up to this age it is served while a newer one is loaded; after it, the load is waited for. */
  readonly staleMs: number;
  readonly onLoadError: (error: unknown, key: string) => void;
};

type Entry<V> = { readonly value: V; readonly loadedAt: number };

/**
 * A cache with stale-while-revalidate, one load in flight for a key. When a load fails, the last
 * value is served however old it is: the catalog stays up while the database is away.
 */
export class StaleCache<V extends object> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #loads = new Map<string, Promise<V>>();
  readonly #options: StaleCacheOptions<V>;
  readonly #now: () => number;

  constructor(options: StaleCacheOptions<V>, now: () => number) {
    this.#options = options;
    this.#now = now;
    this.#entries = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: ({ value }, key) => options.sizeOf(value) + key.length * 2 + 200,
    });
  }

  #load(key: string, load: () => Promise<V>): Promise<V> {
    const running = this.#loads.get(key);
    if (running) return running;
    // A value is as old as the data it was made from, so its age counts from the start of the load.
    const loadedAt = this.#now();
    const started = load()
      .then((value) => {
        this.#entries.set(key, { value, loadedAt });
        return value;
      })
      .finally(() => this.#loads.delete(key));
    this.#loads.set(key, started);
    return started;
  }

  /**
   * The value of a key, loaded when it is missing or too old.
   * @throws what `load` throws, when there is no value of any age.
   */
  async get(key: string, load: () => Promise<V>): Promise<{ value: V; outcome: CacheOutcome }> {
    const entry = this.#entries.get(key);
    const ageMs = entry ? this.#now() - entry.loadedAt : Number.POSITIVE_INFINITY;
    if (entry && ageMs <= this.#options.freshMs) return { value: entry.value, outcome: 'hit' };
    if (entry && ageMs <= this.#options.staleMs) {
      this.#load(key, load).catch((error: unknown) => this.#options.onLoadError(error, key));
      return { value: entry.value, outcome: 'stale' };
    }
    try {
      return { value: await this.#load(key, load), outcome: 'miss' };
    } catch (error) {
      if (!entry) throw error;
      this.#options.onLoadError(error, key);
      return { value: entry.value, outcome: 'stale' };
    }
  }
}
