import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const changedAt = (path: string): number => {
  const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: 0 };
  return mtimeMs;
};

/** True when `built` is newer than every file below the sources, folders included. */
export const isUpToDate = (built: string, sources: readonly string[]): boolean => {
  const builtAt = changedAt(built);
  return sources.every((source) =>
    [
      source,
      ...(statSync(source).isDirectory()
        ? readdirSync(source, { recursive: true, encoding: 'utf8' }).map((name) =>
            join(source, name),
          )
        : []),
    ].every((path) => changedAt(path) < builtAt),
  );
};
