import * as z from 'zod';

const keptDays = 30;

/** File name -> since when (ISO) no deployed storefront has used it. */
export const unusedSinceRecord = z.record(z.string(), z.iso.datetime());
export type UnusedSince = Readonly<z.infer<typeof unusedSinceRecord>>;

export type StaticRetention = {
  readonly unusedSince: UnusedSince;
  readonly expired: readonly string[];
  /** Unused ones that are still kept, with the time from which a deploy removes them. */
  readonly expiring: readonly { readonly name: string; readonly removedFrom: Date }[];
};

/**
 * Decides about the static files in the bucket once `current` is what is deployed. A page that a
 * shopper, or a cache, got from the storefront before asks for its files for up to 30 days more.
 * A file without a record is taken as unused from now on, never from before.
 */
export const decideStaticRetention = ({
  present,
  current,
  recorded,
  now,
}: {
  present: Iterable<string>;
  current: ReadonlySet<string>;
  recorded: UnusedSince;
  now: Date;
}): StaticRetention => {
  const unused = [...present]
    .filter((name) => !current.has(name))
    .sort()
    .map((name) => {
      const since = new Date(recorded[name] ?? now);
      return { name, since, removedFrom: new Date(since.getTime() + keptDays * 86_400_000) };
    });
  const expired = unused.filter(({ removedFrom }) => removedFrom <= now);
  const kept = unused.filter(({ removedFrom }) => removedFrom > now);
  return {
    unusedSince: Object.fromEntries(kept.map(({ name, since }) => [name, since.toISOString()])),
    expired: expired.map(({ name }) => name),
    expiring: kept.map(({ name, removedFrom }) => ({ name, removedFrom })),
  };
};
