import type { Version, Versions } from '../cache/entry.ts';
import type { Database } from '../db/open-database.ts';
import { findMovedProducts, readCatalogState } from './catalog-changes.ts';
import { findHandle } from './product-path.ts';

export type CatalogWatch = {
  readonly versions: Versions;
  /** Looks once whether anything has changed. Never rejects. */
  readonly look: () => Promise<void>;
};

export type WatchCatalogOptions = {
  /** Whether what is loaded may come from another server than what says that it has changed. */
  readonly hasReplica: boolean;
  readonly now: () => number;
  /** Called with the error when looking fails after it has worked, and once when it works again. */
  readonly onTrouble: (error: unknown) => void;
};

/**
 * A movement gets its id when it is written and is seen when its transaction has ended, so one may be
 * seen after others with higher ids. None takes as long as this.
 */
const longestTransactionMs = 15_000;
/** No value stays in use without a load for as long as this. */
const rememberedMs = 60_000;
/** What a process looks back at when it starts: others may have kept pages from before. */
const firstMovements = 1_000;

/**
 * One server of a reader endpoint may be behind another: what was loaded so soon after a change was
 * noticed is loaded once more.
 */
const settleMs = 1_000;

type Known = { readonly state: string; readonly changedAt: number };

/** Follows what other processes do to the catalog, by looking at the database again and again. */
export const watchCatalog = (
  { reader }: Pick<Database, 'reader'>,
  { hasReplica, now, onTrouble }: WatchCatalogOptions,
): CatalogWatch => {
  let all: Known | undefined;
  const products = new Map<string, Known>();
  let seen: { readonly at: number; readonly movement: number }[] = [];
  let isTroubled = false;
  let looking: Promise<void> | undefined;

  const settledAt = (known: Known | undefined): number => {
    const at = known && hasReplica ? known.changedAt + settleMs : Number.NEGATIVE_INFINITY;
    return at <= now() ? at : Number.NEGATIVE_INFINITY;
  };
  const ownOf = (key: string): Known | undefined => {
    const handle = findHandle(key);
    return handle === undefined ? undefined : products.get(handle);
  };

  const findFloor = (lastMovement: number): number => {
    if (seen.length === 0) return Math.max(lastMovement - firstMovements, 0);
    const old = seen.filter(({ at }) => at <= now() - longestTransactionMs);
    // Of those that are old enough the newest is kept, and all that are younger.
    seen = seen.slice(Math.max(old.length - 1, 0));
    return seen[0]?.movement ?? 0;
  };

  const update = async (): Promise<void> => {
    const at = now();
    const { version, lastMovement } = await readCatalogState(reader);
    const floor = findFloor(lastMovement);
    const moved = lastMovement > floor ? await findMovedProducts(reader, floor) : [];
    if (seen.length === 0) seen.push({ at: Number.NEGATIVE_INFINITY, movement: floor });
    seen.push({ at, movement: lastMovement });
    const changedAt = now();
    // What was there at the start is no change.
    const since = all ? changedAt : Number.NEGATIVE_INFINITY;
    if (all?.state !== version) all = { state: version, changedAt: since };
    for (const { handle, state } of moved) {
      if (products.get(handle)?.state !== state) products.set(handle, { state, changedAt });
    }
    for (const [handle, known] of products) {
      if (known.changedAt < changedAt - rememberedMs) products.delete(handle);
    }
  };

  const look = async (): Promise<void> => {
    try {
      await update();
      if (isTroubled) onTrouble(undefined);
      isTroubled = false;
    } catch (error) {
      if (!isTroubled) onTrouble(error);
      isTroubled = true;
    }
  };

  return {
    versions: {
      of: (key): Version => ({ all: all?.state, own: ownOf(key)?.state }),
      loadedSince: (key) => Math.max(settledAt(all), settledAt(ownOf(key))),
    },
    look: () => {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
};
