import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What emulates AWS in the tests: its behaviour is relied on, so the version is exact. */
export const motoVersion = '5.1.1';

/** Debian's packages of it, and of what moto needs only for some services. */
export const motoPackages = [`python3-moto=${motoVersion}-4`, 'python3-jsonpath-ng'];

/** Where they are unpacked; nothing of them is installed on the system. */
export const motoFolder = join(
  import.meta.dirname,
  `../../.cache/aws-emulator/moto-${motoVersion}-${process.arch}`,
);

export type Python = {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
};

/** The Python of the unpacked packages, with its own C library: the system's may be older. */
const findUnpackedPython = (folder: string): Python | undefined => {
  const libraries = join(folder, 'usr/lib');
  const triplet = existsSync(libraries)
    ? readdirSync(libraries).find((name) => name.endsWith('-linux-gnu'))
    : undefined;
  if (!triplet) return undefined;
  const own = join(libraries, triplet);
  const loader = readdirSync(own).find((name) => name.startsWith('ld-linux'));
  if (!loader) return undefined;
  return {
    command: [join(own, loader), '--library-path', own, join(folder, 'usr/bin/python3.13')],
    env: {
      PYTHONHOME: join(folder, 'usr'),
      PYTHONPATH: join(folder, 'usr/lib/python3/dist-packages'),
    },
  };
};

const chosenPython = (): Python | undefined => {
  const program = process.env['MOTO_PYTHON'];
  return program ? { command: [program], env: {} } : findUnpackedPython(motoFolder);
};

const readVersion = ({ command: [program, ...args], env }: Python): string => {
  const script = 'from importlib.metadata import version; print(version("moto"), end="")';
  const { stdout } = spawnSync(program, [...args, '-c', script], {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  return stdout ?? '';
};

let found: Python | undefined;

/** The Python of MOTO_PYTHON, or the unpacked one, when it has moto in the version we need. */
export const findMotoPython = (): Python | undefined => {
  const python = found ?? chosenPython();
  if (python && !found && readVersion(python) === motoVersion) found = python;
  return found;
};

export const howToGetMoto = `python3 -m venv ~/.moto && ~/.moto/bin/pip install 'moto[all,server]==${motoVersion}', and set MOTO_PYTHON=~/.moto/bin/python`;

/** @throws saying how to get it. */
export const getMotoPython = (): Python => {
  const python = findMotoPython();
  if (python) return python;
  throw new Error(
    `moto ${motoVersion}, which emulates AWS, is not installed. ` +
      `\`npm test\` installs it on Debian and its kin; elsewhere: ${howToGetMoto}`,
  );
};
