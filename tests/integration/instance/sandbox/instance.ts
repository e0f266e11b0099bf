import { execFileSync, spawnSync } from 'node:child_process';
import { lstatSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireTool } from '../../../../scripts/setup/requirements.ts';
import { instanceFolder, type TestArtifact } from './artifact.ts';
import { buildHeader, type Header, writeHeader } from './header.ts';

const isRoot = process.getuid?.() === 0;
// Without root's rights a process can have only itself as another user.
const enter = isRoot
  ? [requireTool('chroot')]
  : [requireTool('unshare'), '--map-root-user', '--root'];
const userNumber = isRoot ? 4242 : 0;
const ownerNames = new Map([
  [0, 'root'],
  [4242, 'tidemarket'],
  [process.getuid?.(), 'root'],
  [process.getgid?.(), 'root'],
]);
/** Who the storefront's user is, as `ownership` names it. */
export const storefrontUser = isRoot ? 'tidemarket' : 'root';

export type Ran = { readonly code: number | null; readonly output: string };

export type Instance = {
  /** Absolute path here of a file there. */
  readonly at: (path: string) => string;
  readonly read: (path: string) => string;
  /** Mode, owner and group, as in `644 root:root`. */
  readonly ownership: (path: string) => string;
  readonly write: (path: string, content: string | Buffer) => void;
  /** From now on calls of fakes that match are refused. */
  readonly refuse: (pattern: string) => void;
  readonly refuseOnce: (pattern: string) => void;
  readonly offer: (artifact: TestArtifact) => void;
  readonly run: (...command: readonly string[]) => Ran;
  readonly boot: (header?: Header) => Ran;
  /** What was called since the last boot began, one call a line, without `sleep`. */
  readonly calls: () => readonly string[];
};

/** An instance just started from its image: `image` is a root folder, `root` is to become one. */
export const launchInstance = (image: string, root: string, artifact: TestArtifact): Instance => {
  execFileSync('cp', ['-al', `${image}/.`, root]);
  const at = (path: string) => join(root, path);
  const read = (path: string) => readFileSync(at(path), 'utf8');
  const write = (path: string, content: string | Buffer) => writeFileSync(at(path), content);
  let { sha256 } = artifact;
  const offer = (one: TestArtifact) => {
    write('fakes/artifact.tar.gz', one.packed);
    sha256 = one.sha256;
  };
  const run = (...command: readonly string[]): Ran => {
    const [program = '', ...args] = [...enter, root, ...command];
    const { status, stdout, stderr } = spawnSync(program, args, {
      env: { PATH: '/usr/sbin:/usr/bin' },
      encoding: 'utf8',
      timeout: 50_000,
    });
    return { code: status, output: stdout + stderr };
  };
  write('etc/passwd', 'root:x:0:0::/root:/bin/bash\n');
  write('etc/group', 'root:x:0:\n');
  write('fakes/user-number', `${userNumber}\n`);
  write('fakes/packages', 'aws-cfn-bootstrap\n');
  write('fakes/target-states', 'unused\ninitial\nhealthy\n');
  write('fakes/refused', '');
  write('fakes/calls', '');
  offer(artifact);
  return {
    at,
    read,
    write,
    offer,
    run,
    ownership: (path) => {
      const { mode, uid, gid } = lstatSync(at(path));
      return `${(mode & 0o7777).toString(8)} ${ownerNames.get(uid)}:${ownerNames.get(gid)}`;
    },
    refuse: (pattern) => write('fakes/refused', `always ${pattern}\n`),
    refuseOnce: (pattern) => write('fakes/refused', `once ${pattern}\n`),
    boot: (header = {}) => {
      write('fakes/calls', '');
      const script = readFileSync(join(instanceFolder, 'user-data.sh'), 'utf8');
      const text = `#!/bin/bash\n${writeHeader(buildHeader(sha256, header))}${script}`;
      write('user-data.sh', text);
      return run('/bin/bash', '/user-data.sh');
    },
    calls: () =>
      read('fakes/calls')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('sleep ')),
  };
};
