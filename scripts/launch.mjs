// Runs a script of this project on the Node it needs. Plain JavaScript: it is the one file that an
// older Node has to understand, on a clone where nothing is installed yet.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const wantedMajor = 24;

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

const readPackages = (file) =>
  existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : {};

/** True when node_modules holds what package-lock.json asks for, platform packages aside. */
const isInstalled = () => {
  const wanted = readPackages(join(root, 'package-lock.json'));
  const installed = readPackages(join(root, 'node_modules/.package-lock.json'));
  return Object.entries(wanted).every(
    ([path, entry]) =>
      path === '' ||
      (path in installed ? installed[path].version === entry.version : entry.optional === true),
  );
};

const install = () => {
  console.error('Installing packages from package-lock.json (once, about half a minute) …');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (npm.error) fail(`npm could not be started: ${npm.error.message}. Is it on the PATH?`);
  if (npm.status !== 0) fail('npm ci failed; the lines above say why.');
};

const findNode = () => {
  if (Number(process.versions.node.split('.')[0]) >= wantedMajor) return process.execPath;
  const bundled = join(root, `node_modules/node-linux-${process.arch}/bin/node`);
  if (process.platform === 'linux' && existsSync(bundled)) return bundled;
  return fail(
    `This project needs Node ${wantedMajor} or newer; this is ${process.version}. ` +
      `Install Node ${wantedMajor} and run the same command again.`,
  );
};

const [script, ...args] = process.argv.slice(2);
if (!script) fail('usage: node scripts/launch.mjs SCRIPT [ARG …]');
if (!isInstalled()) install();

const child = spawn(
  findNode(),
  ['--disable-warning=ExperimentalWarning', join(root, script), ...args],
  {
    stdio: 'inherit',
    // What Node compiled once it need not compile again: most of the time of a short command.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/node-compile'), ...process.env },
  },
);
child.on('error', (error) => fail(`could not start ${script}: ${error.message}`));
// A terminal sends Ctrl-C to the whole process group, so there the child has it already.
process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
