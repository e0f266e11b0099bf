import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { requireTool } from '../../../../scripts/setup/requirements.ts';

// What a plain Amazon Linux has that the user data calls, and what the fakes call.
const programs = [
  ...[
    'bash',
    'cat',
    'chmod',
    'chown',
    'cp',
    'grep',
    'gzip',
    'head',
    'id',
    'install',
    'ln',
    'mkdir',
  ],
  ...['mktemp', 'mv', 'readlink', 'rm', 'sed', 'sha256sum', 'tar', 'wc', 'logrotate'],
];

const faked = ['aws', 'curl', 'dnf', 'rpm', 'sleep', 'systemctl', 'useradd'].map(
  (name) => `usr/bin/${name}`,
);
const fakedBelowOpt = [
  'opt/aws/bin/cfn-signal',
  'opt/aws/amazon-cloudwatch-agent/bin/amazon-cloudwatch-agent-ctl',
];

const findLibraries = (program: string): readonly string[] =>
  [
    ...execFileSync(requireTool('ldd'), [program], { encoding: 'utf8' }).matchAll(/(\/\S+) \(0x/g),
  ].flatMap(([, file]) => file ?? []);

const copyInto = (root: string, file: string, place = file): void => {
  const target = join(root, place);
  if (existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  copyFileSync(file, target);
};

/**
 * Makes a folder that a process can have as its root: this machine's own bash, tar and the like, and
 * fakes in place of what only an instance on AWS has. So the user data runs as it is, with its own
 * absolute paths, and touches nothing outside.
 */
export const makeRootFolder = (root: string): void => {
  for (const name of programs) {
    const program = requireTool(name);
    copyInto(root, program, `usr/bin/${name}`);
    for (const library of findLibraries(program)) copyInto(root, library);
  }
  symlinkSync('usr/bin', join(root, 'bin'));
  for (const folder of [
    'dev',
    'etc/systemd/system',
    'etc/logrotate.d',
    'fakes',
    'tmp',
    'var/log',
  ]) {
    mkdirSync(join(root, folder), { recursive: true });
  }
  mkdirSync(join(root, 'var/lib'));
  writeFileSync(join(root, 'dev/null'), '');
  const fakes = join(import.meta.dirname, '../fakes');
  for (const file of readdirSync(fakes)) cpSync(join(fakes, file), join(root, 'fakes', file));
  for (const place of [...faked, ...fakedBelowOpt]) {
    mkdirSync(join(root, dirname(place)), { recursive: true });
    writeFileSync(
      join(root, place),
      `#!/bin/bash\nexec bash /fakes/fake.sh ${basename(place)} "$@"\n`,
      { mode: 0o755 },
    );
  }
};
