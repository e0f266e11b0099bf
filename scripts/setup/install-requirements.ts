import { spawnSync } from 'node:child_process';
import { findTool } from './find-tool.ts';
import { isInstalled, isOfSystem, type Requirement, requirements } from './requirements.ts';

/** The beginning of a command that installs Debian packages, or undefined where we may not. */
const findAptGet = (): readonly string[] | undefined => {
  const aptGet = findTool('apt-get');
  if (!aptGet) return undefined;
  const env = ['env', 'DEBIAN_FRONTEND=noninteractive', aptGet];
  if (process.getuid?.() === 0) return env;
  const sudo = findTool('sudo');
  return sudo && spawnSync(sudo, ['-n', 'true']).status === 0 ? [sudo, '-n', ...env] : undefined;
};

const run = ([command = '', ...args]: readonly string[]): boolean =>
  // What apt-get says goes to standard error: the tests' output stays as it is.
  spawnSync(command, args, { stdio: ['ignore', 2, 2] }).status === 0;

const installOnSystem = (missing: readonly Requirement[]): void => {
  const ofSystem = missing.filter(isOfSystem);
  const aptGet = ofSystem.length > 0 ? findAptGet() : undefined;
  if (!aptGet) return;
  console.error(
    `Installing ${ofSystem.map(({ name }) => name).join(' and ')} with apt-get (once) …`,
  );
  run([...aptGet, 'update', '-q']);
  for (const { debianPackages } of ofSystem) {
    run([...aptGet, 'install', '-q', '-y', '--no-install-recommends', ...debianPackages]);
  }
};

/** Installs what the tests need where that is allowed; returns what is missing after that. */
export const installRequirements = (): readonly Requirement[] => {
  const missing = requirements.filter((requirement) => !isInstalled(requirement));
  installOnSystem(missing);
  for (const requirement of missing) if (!isOfSystem(requirement)) requirement.install();
  return missing.filter((requirement) => !isInstalled(requirement));
};
