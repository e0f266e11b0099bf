import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';

const migrationsFolder = 'storefront/db/migrations';

/** What git says in a project, or undefined where it cannot: no git, no history, no such thing. */
const askGit = (project: string, ...args: readonly string[]): string | undefined => {
  // A clone is often somebody else's where tests run in a container; nothing of it is executed.
  const command = ['-c', 'safe.directory=*', '-C', project, ...args];
  const { status, stdout } = spawnSync('git', command, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/**
 * The commit whose code may still run while the newest migration is applied: the one before that
 * migration was added, or the last one where it is not committed yet. Undefined without git or
 * without the history, as in an archive or a shallow clone.
 */
export const findPreviousRelease = (project: string): string | undefined => {
  const newest = globSync(`${migrationsFolder}/[0-9]*.ts`, { cwd: project }).sort().at(-1);
  if (!newest) return undefined;
  const added = askGit(project, 'log', '--diff-filter=A', '--format=%H', '--', newest);
  if (added === undefined) return undefined;
  const first = added.split('\n').at(-1);
  const commit = askGit(project, 'rev-parse', '--verify', '--quiet', first ? `${first}^` : 'HEAD');
  if (!commit) return undefined;
  // A project that was unpacked inside of another has the other's history.
  const isOurs = askGit(project, 'cat-file', '-e', `${commit}:./${migrationsFolder}/index.ts`);
  return isOurs === undefined ? undefined : commit;
};
