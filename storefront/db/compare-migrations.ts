export type MigrationPlan =
  | { readonly state: 'behind' | 'current'; readonly pending: readonly string[] }
  /** A newer version of the code has migrated this database; `unknown` is what it did. */
  | { readonly state: 'ahead'; readonly unknown: readonly string[] };

/** The database's migrations are neither a beginning of the code's nor the other way round. */
export class MigrationsDiverged extends Error {
  override readonly name = 'MigrationsDiverged';
}

const list = (names: readonly string[]): string => names.join(', ');

/**
 * What a database needs, by the names that the code has and those that the database had.
 * @throws MigrationsDiverged when one list does not continue the other.
 */
export const compareMigrations = (
  known: readonly string[],
  executed: readonly string[],
): MigrationPlan => {
  const ours = known.toSorted();
  const theirs = executed.toSorted();
  const shared = Math.min(ours.length, theirs.length);
  const differs = ours.slice(0, shared).some((name, index) => name !== theirs[index]);
  if (differs) {
    const unknown = theirs.filter((name) => !ours.includes(name));
    const missed = ours.filter((name) => !theirs.includes(name));
    throw new MigrationsDiverged(
      [
        'the database and this code have gone different ways',
        ...(unknown.length > 0 ? [`only the database has ${list(unknown)}`] : []),
        ...(missed.length > 0 ? [`only the code has ${list(missed)}`] : []),
      ].join('; '),
    );
  }
  if (theirs.length > ours.length) return { state: 'ahead', unknown: theirs.slice(shared) };
  const pending = ours.slice(shared);
  return { state: pending.length > 0 ? 'behind' : 'current', pending };
};
