import { cfnLintVersion, findCfnLint, installCfnLint } from './cfn-lint.ts';
import { findPreviousRelease } from './find-previous-release.ts';
import { findTool } from './find-tool.ts';
import { installMoto } from './install-moto.ts';
import { findMotoPython, howToGetMoto, motoVersion } from './moto-python.ts';
import { root } from './run-checks.ts';

type Need = {
  readonly name: string;
  /** The test files that cannot run without it, by path from the root. */
  readonly neededBy: RegExp;
  /** A call by which a test file says that a part of it needs this. */
  readonly partlyNeededBy?: string;
  /** Environment variable that tells the tests to leave that part out. */
  readonly leftOutBy?: string;
};

/** Programs of the system, installed by its package manager. */
type SystemRequirement = Need & {
  /** Programs that must all be there; of each, one of several names is enough. */
  readonly programs: readonly (readonly [string, ...string[]])[];
  readonly debianPackages: readonly string[];
  /** Undefined where macOS has no such thing. */
  readonly brewPackages: readonly string[] | undefined;
};

/** What is kept in a folder of this project, and needs no special rights. */
type PrivateRequirement = Need & {
  readonly isInstalled: () => boolean;
  readonly install: () => void;
  readonly howToInstall: string;
};

/** Something that some of the tests need and npm does not install. */
export type Requirement = SystemRequirement | PrivateRequirement;

const mariadb: SystemRequirement = {
  name: 'MariaDB',
  programs: [['mariadbd'], ['mariadb-install-db']],
  // Not mariadb-server, which would start a server of its own.
  debianPackages: ['mariadb-server-core', 'mariadb-client-core'],
  brewPackages: ['mariadb'],
  neededBy: /\.mariadb\.test\.tsx?$|^tests\/(deploy\/|resilience\/faults)/,
  partlyNeededBy: 'describeEachDatabase(',
  leftOutBy: 'TEST_WITHOUT_MARIADB',
};

const chromium: SystemRequirement = {
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

const shellcheck: SystemRequirement = {
  name: 'ShellCheck',
  programs: [['shellcheck']],
  debianPackages: ['shellcheck'],
  brewPackages: ['shellcheck'],
  neededBy: /^tests\/integration\/instance\//,
};

const systemd: SystemRequirement = {
  name: 'systemd-analyze',
  programs: [['systemd-analyze']],
  debianPackages: ['systemd'],
  brewPackages: undefined,
  neededBy: /^tests\/integration\/instance\//,
};

const logrotate: SystemRequirement = {
  name: 'logrotate',
  programs: [['logrotate']],
  debianPackages: ['logrotate'],
  brewPackages: ['logrotate'],
  neededBy: /^tests\/integration\/instance\//,
};

const cfnLint: PrivateRequirement = {
  name: `cfn-lint ${cfnLintVersion}`,
  isInstalled: () => findCfnLint() !== undefined,
  install: installCfnLint,
  howToInstall: `To run them: pip install cfn-lint==${cfnLintVersion}, with cfn-lint on the PATH`,
  neededBy: /^tests\/templates\/cfn-lint\.test\.ts$/,
};

const moto: PrivateRequirement = {
  name: `moto ${motoVersion}`,
  isInstalled: () => findMotoPython() !== undefined,
  install: installMoto,
  howToInstall: `To run them elsewhere than on Debian: ${howToGetMoto}`,
  neededBy: /^tests\/deploy\/|^tests\/integration\/aws-emulator\/|\.aws\.test\.tsx?$/,
};

const history: PrivateRequirement = {
  name: 'The history of git, back to the release before the newest migration,',
  isInstalled: () => findPreviousRelease(root) !== undefined,
  install: () => {},
  howToInstall: 'To run them: clone with git; git fetch --unshallow completes a shallow clone',
  neededBy: /\.history\.test\.tsx?$/,
};

const redis: SystemRequirement = {
  name: 'Redis',
  // Debian's redis-tools holds the whole server under this name; redis-server would start one.
  programs: [['redis-server', 'redis-check-rdb']],
  debianPackages: ['redis-tools'],
  brewPackages: ['redis'],
  neededBy: /^tests\/resilience\/faults|\.redis\.test\.tsx?$/,
};

const haproxy: SystemRequirement = {
  name: 'haproxy',
  programs: [['haproxy']],
  // As Debian installs it, it listens on no port.
  debianPackages: ['haproxy'],
  brewPackages: ['haproxy'],
  neededBy: /^tests\/resilience\/faults/,
};

export const requirements: readonly Requirement[] = [
  mariadb,
  chromium,
  shellcheck,
  systemd,
  redis,
  haproxy,
  logrotate,
  cfnLint,
  moto,
  history,
];

export const isOfSystem = (requirement: Requirement): requirement is SystemRequirement =>
  'programs' in requirement;

export const isInstalled = (requirement: Requirement): boolean =>
  isOfSystem(requirement)
    ? requirement.programs.every((names) => findTool(...names))
    : requirement.isInstalled();

/** What somebody can do about it, in one or two lines. */
export const describeInstallation = (requirement: Requirement): string => {
  if (!isOfSystem(requirement)) return requirement.howToInstall;
  const { debianPackages, brewPackages } = requirement;
  const onMac = brewPackages ? `brew install ${brewPackages.join(' ')}` : 'there is none';
  return [
    `To run them, on Debian: apt-get install ${debianPackages.join(' ')}`,
    `               on macOS: ${onMac}`,
  ].join('\n');
};

/**
 * The path of a program that tests cannot do without.
 * @throws naming what to install.
 */
export const requireTool = (name: string): string => {
  const requirement = requirements
    .filter(isOfSystem)
    .find(({ programs }) => programs.flat().includes(name));
  const names = requirement?.programs.find((one) => one.includes(name)) ?? [name];
  const file = findTool(...names);
  if (file) return file;
  throw new Error(
    `${name} is not installed. ${requirement ? describeInstallation(requirement) : ''}`.trim(),
  );
};
