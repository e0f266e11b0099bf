import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { findTool } from './find-tool.ts';
import { findMotoPython, motoFolder, motoPackages } from './moto-python.ts';

// The release of Debian that has this version of moto.
const suite = 'trixie';
const keyring = '/usr/share/keyrings/debian-archive-keyring.gpg';
// Documentation, translations and configuration, of no use here.
const needless = ['usr/share', 'etc', 'var', 'usr/lib/systemd'];

const read = (program: string, ...args: string[]): string =>
  spawnSync(program, args, { encoding: 'utf8' }).stdout ?? '';

/** Where this machine gets Debian's packages from, or undefined when it is no Debian. */
const findArchive = (aptGet: string): string | undefined =>
  read(aptGet, 'indextargets', '--format', '$(REPO_URI)')
    .split('\n')
    .find((uri) => /\/debian\/?$/.test(uri));

/** Proxies and the like, as this machine has them; its hooks would work on the system itself. */
const readTransportSettings = (): string => {
  const aptConfig = findTool('apt-config');
  const dump = aptConfig ? read(aptConfig, 'dump') : '';
  return dump
    .split('\n')
    .filter((line) => line.startsWith('Acquire::'))
    .join('\n');
};

/** apt-get with its own lists, cache and knowledge of what is installed: nothing. */
const writeAptSettings = (folder: string, archive: string): string => {
  for (const name of ['lists/partial', 'cache/archives/partial', 'root']) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  const signedBy = existsSync(keyring) ? ` [signed-by=${keyring}]` : '';
  writeFileSync(join(folder, 'status'), '');
  writeFileSync(join(folder, 'sources.list'), `deb${signedBy} ${archive} ${suite} main\n`);
  const settings = {
    'Dir::Etc::main': '/dev/null',
    'Dir::Etc::parts': '/dev/null',
    'Dir::Etc::preferences': '/dev/null',
    'Dir::Etc::preferencesparts': '/dev/null',
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': join(folder, 'lists'),
    'Dir::State::status': join(folder, 'status'),
    'Dir::Cache': join(folder, 'cache'),
    'Dir::Log': folder,
    // Not as the user _apt, who may not write here.
    'APT::Sandbox::User': 'root',
    'APT::Install-Recommends': 'false',
    'Acquire::Languages': 'none',
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name} "${value}";`);
  const file = join(folder, 'apt.conf');
  writeFileSync(file, `${[readTransportSettings(), ...lines].join('\n')}\n`);
  return file;
};

const run = (env: Readonly<Record<string, string>>, program: string, ...args: string[]): void => {
  const { status, stdout, stderr } = spawnSync(program, args, {
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${[program, ...args].join(' ')}:\n${stdout}${stderr}`);
};

const unpack = (dpkgDeb: string, folder: string): string => {
  const root = join(folder, 'root');
  for (const archive of globSync(join(folder, 'cache/archives/*.deb'))) {
    run({}, dpkgDeb, '-x', archive, root);
  }
  for (const path of needless) rmSync(join(root, path), { recursive: true, force: true });
  return root;
};

const download = (aptGet: string, archive: string, folder: string): void => {
  const env = { APT_CONFIG: writeAptSettings(folder, archive), LC_ALL: 'C' };
  run(env, aptGet, '-q', 'update');
  run(env, aptGet, '-q', '-y', '--download-only', 'install', ...motoPackages);
};

/**
 * Puts moto and the Python it needs into a folder of this project, from Debian's archive. Nothing
 * is installed on the system, so this needs no special rights; where there is no Debian it does
 * nothing.
 */
export const installMoto = (): void => {
  const [aptGet, dpkgDeb] = [findTool('apt-get'), findTool('dpkg-deb')];
  const archive = aptGet && findArchive(aptGet);
  if (!aptGet || !dpkgDeb || !archive) return;
  console.error('Unpacking moto, which emulates AWS, into .cache (once) …');
  mkdirSync(dirname(motoFolder), { recursive: true });
  const folder = mkdtempSync(`${motoFolder}.unfinished-`);
  try {
    download(aptGet, archive, folder);
    const root = unpack(dpkgDeb, folder);
    // What another run may have put there in the meantime is as good, what is broken is not.
    if (!findMotoPython()) {
      rmSync(motoFolder, { recursive: true, force: true });
      renameSync(root, motoFolder);
    }
  } catch (error) {
    console.error(`moto could not be unpacked: ${error instanceof Error ? error.message : error}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
