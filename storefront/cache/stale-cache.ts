import { LRUCache } from 'lru-cache';
import { type Entry, unversioned, type Version, type Versions } from './entry.ts';
import type { SharedTier } from './shared-tier.ts';

/** Where a value came from: this process, the same but old, the shared tier, or a load. */
export type CacheOutcome = 'hit' | 'stale' | 'shared' | 'miss';

export type StaleCacheOptions<V extends object> = {
  /** Bytes that all values together may take. */
  readonly maxBytes: number;
  readonly sizeOf: (value: V) => number;
  /** Up to this age a value is served as it is. */
  readonly freshMs: number;
  /** Up to this age it is served while a newer one is loaded; after it, the load is waited for. */
  readonly staleMs: number;
  readonly onLoadError: (error: unknown, key: string) => void;
  /** Tells when data have changed: what was loaded before is then waited for, whatever its age. */
  readonly versions?: Versions | undefined;
  /** Asked before anything is loaded. */
  readonly shared?: SharedTier<V> | undefined;
};

type Begun = { readonly version: Version; readonly loadedAt: number };
type Obtained<V> = { readonly entry: Entry<V>; readonly outcome: CacheOutcome };
type Flight<V> = Begun & { readonly landed: Promise<Obtained<V>> };

/** `outdated`: too old, or of data that have changed since. */
type Freshness = 'fresh' | 'stale' | 'outdated';

const either = () => {};

/**
 * A cache with stale-while-revalidate, one load in flight for a key, over a tier that processes
 * share. When a load fails, the last value is served however old it is: the catalog stays up while
 * the database is away.
 */
export class StaleCache<V extends object> {
  readonly #entries: LRUCache<string, Entry<V>>;
  readonly #flights = new Map<string, Flight<V>>();
  readonly #options: StaleCacheOptions<V>;
  readonly #versions: Versions;
  readonly #now: () => number;

  constructor(options: StaleCacheOptions<V>, now: () => number) {
    this.#options = options;
    this.#versions = options.versions ?? unversioned;
    this.#now = now;
    this.#entries = new LRUCache({
      maxSize: options.maxBytes,
      sizeCalculation: ({ value }, key) => options.sizeOf(value) + key.length * 2 + 200,
    });
  }

  #isCurrent(key: string, { version, loadedAt }: Begun): boolean {
    const { all, own } = this.#versions.of(key);
    if (version.all !== all || (own !== undefined && version.own !== own)) return false;
    return loadedAt >= this.#versions.loadedSince(key);
  }

  #judge(key: string, entry: Entry<V>): Freshness {
    const ageMs = this.#now() - entry.loadedAt;
    if (ageMs > this.#options.staleMs || !this.#isCurrent(key, entry)) return 'outdated';
    return ageMs > this.#options.freshMs ? 'stale' : 'fresh';
  }

  /** One flight a key. Whoever wants newer data than the one under way brings waits for the next. */
  #obtain(key: string, load: () => Promise<V>): Promise<Obtained<V>> {
    const running = this.#flights.get(key);
    if (running && this.#isCurrent(key, running)) return running.landed;
    // A value is as old as the data it was made from, so its age counts from the start of the load.
    const begun = { version: this.#versions.of(key), loadedAt: this.#now() };
    const start = () => this.#fetch(key, begun, load);
    const landed = (running ? running.landed.then(either, either).then(start) : start()).finally(
      () => {
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
      },
    );
    const flight: Flight<V> = { ...begun, landed };
    this.#flights.set(key, flight);
    return landed;
  }

  async #fetch(key: string, begun: Begun, load: () => Promise<V>): Promise<Obtained<V>> {
    const { shared: tier, onLoadError } = this.#options;
    const shared = await tier?.find(key);
    const own = this.#entries.get(key);
    if (shared && (!own || shared.loadedAt > own.loadedAt)) {
      const freshness = this.#judge(key, shared);
      if (freshness !== 'outdated') {
        this.#entries.set(key, shared);
        return { entry: shared, outcome: freshness === 'fresh' ? 'shared' : 'stale' };
      }
    }
    try {
      const entry = { value: await load(), ...begun };
      this.#entries.set(key, entry);
      tier?.offer(key, entry);
      return { entry, outcome: 'miss' };
    } catch (error) {
      if (own || !shared) throw error;
      onLoadError(error, key);
      this.#entries.set(key, shared);
      return { entry: shared, outcome: 'stale' };
    }
  }

  #renew(key: string, load: () => Promise<V>): void {
    this.#obtain(key, load).catch((error: unknown) => this.#options.onLoadError(error, key));
  }

  /**
   * The value of a key, loaded when it is missing, too old, or of data that have changed.
   * @throws what `load` throws, when there is no value of any age.
   */
  async get(key: string, load: () => Promise<V>): Promise<{ value: V; outcome: CacheOutcome }> {
    const entry = this.#entries.get(key);
    const freshness = entry && this.#judge(key, entry);
    if (entry && freshness === 'fresh') return { value: entry.value, outcome: 'hit' };
    if (entry && freshness === 'stale') {
      this.#renew(key, load);
      return { value: entry.value, outcome: 'stale' };
    }
    try {
      const obtained = await this.#obtain(key, load);
      if (this.#judge(key, obtained.entry) === 'stale') this.#renew(key, load);
      return { value: obtained.entry.value, outcome: obtained.outcome };
    } catch (error) {
      if (!entry) throw error;
      this.#options.onLoadError(error, key);
      return { value: entry.value, outcome: 'stale' };
    }
  }
}
