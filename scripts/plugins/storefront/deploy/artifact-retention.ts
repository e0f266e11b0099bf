const keptNewest = 10;
const keptDays = 30;

export type StoredArtifact = {
  readonly sha256: string;
  readonly uploadedAt: Date;
  readonly sizeBytes: number;
};

/** Those to delete: neither among the newest 10, nor younger than 30 days, nor in use. */
export const decideArtifactsToPrune = ({
  stored,
  inUse,
  now,
}: {
  stored: readonly StoredArtifact[];
  /** Named by any version of the launch template: an instance may be started from each. */
  inUse: ReadonlySet<string>;
  now: Date;
}): readonly StoredArtifact[] =>
  stored
    .toSorted((a, b) => b.uploadedAt.getTime() - a.uploadedAt.getTime())
    .slice(keptNewest)
    .filter(({ sha256 }) => !inUse.has(sha256))
    .filter(({ uploadedAt }) => now.getTime() - uploadedAt.getTime() >= keptDays * 86_400_000);
