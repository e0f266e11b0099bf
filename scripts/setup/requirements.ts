import { findTool } from './find-tool.ts';

/** A program that some of the tests need and npm does not install. */
export type Requirement = {
  readonly name: string;
  /** Programs that must all be there; of each, one of several names is enough. */
  readonly programs: readonly (readonly [string, ...string[]])[];
  readonly debianPackages: readonly string[];
  readonly brewPackages: readonly string[];
  /** The test files that cannot run without it, by path from the root. */
  readonly neededBy: RegExp;
  /** A call by which a test file says that a part of it needs this. */
  readonly partlyNeededBy?: string;
  /** Environment variable that tells the tests to leave that part out. */
  readonly leftOutBy?: string;
};

const mariadb: Requirement = {
  name: 'MariaDB',
  programs: [['mariadbd'], ['mariadb-install-db']],
  // Not mariadb-server, which would start a server of its own.
  debianPackages: ['mariadb-server-core', 'mariadb-client-core'],
  brewPackages: ['mariadb'],
  neededBy: /\.mariadb\.test\.tsx?$/,
  partlyNeededBy: 'describeEachDatabase(',
  leftOutBy: 'TEST_WITHOUT_MARIADB',
};

const chromium: Requirement = {
  name: 'Chromium',
  programs: [
    [
      'chromium',
      'chromium-browser',
      'google-chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  ],
  debianPackages: ['chromium'],
  brewPackages: ['--cask chromium'],
  neededBy: /^tests\/browser\//,
};

export const requirements: readonly Requirement[] = [mariadb, chromium];

export const isInstalled = ({ programs }: Requirement): boolean =>
  programs.every((names) => findTool(...names));

/**
 * The path of a program that tests cannot do without.
 * @throws naming what to install.
 */
export const requireTool = (name: string): string => {
  const requirement = requirements.find(({ programs }) => programs.flat().includes(name));
  const names = requirement?.programs.find((one) => one.includes(name)) ?? [name];
  const file = findTool(...names);
  if (file) return file;
  throw new Error(
    `${name} is not installed. Debian: apt-get install ${requirement?.debianPackages.join(' ')}; ` +
      `macOS: brew install ${requirement?.brewPackages.join(' ')}`,
  );
};
