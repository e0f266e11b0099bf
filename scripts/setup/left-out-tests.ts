import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeInstallation, type Requirement } from './requirements.ts';

export type LeftOutTests = {
  readonly requirement: Requirement;
  readonly wholeFiles: readonly string[];
  /** Files of which only the part that needs the program is left out. */
  readonly parts: readonly string[];
};

/** What cannot run for want of these programs. */
export const findLeftOutTests = (
  root: string,
  missing: readonly Requirement[],
): readonly LeftOutTests[] => {
  const files = globSync('tests/**/*.test.{ts,tsx}', { cwd: root }).sort();
  return missing.map((requirement) => ({
    requirement,
    wholeFiles: files.filter((file) => requirement.neededBy.test(file)),
    parts: files.filter(
      (file) =>
        requirement.partlyNeededBy !== undefined &&
        !requirement.neededBy.test(file) &&
        readFileSync(join(root, file), 'utf8').includes(requirement.partlyNeededBy),
    ),
  }));
};

export const describeLeftOut = ({ requirement, wholeFiles, parts }: LeftOutTests): string =>
  [
    `${requirement.name} is missing, so these tests are left out:`,
    ...wholeFiles.map((file) => `  ${file}`),
    ...parts.map((file) => `  ${file} (its ${requirement.name} part)`),
    describeInstallation(requirement),
  ].join('\n');
