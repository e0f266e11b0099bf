import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { requireTool } from '../../../scripts/setup/requirements.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';
import { instanceFolder } from './sandbox/artifact.ts';

const name = 'tidemarket-storefront.service';
const unitFile = join(instanceFolder, name);
// Of 10. What is left: it needs the network, its log and its own machine code.
const mostExposed = 1.4;

describe('the unit of the storefront', () => {
  let root: TempDir;

  beforeEach(() => {
    root = createTempDir();
    for (const folder of ['usr/bin', 'usr/lib/systemd', 'etc/systemd/system']) {
      mkdirSync(join(root.path, folder), { recursive: true });
    }
    // The targets and slices that every unit hangs on.
    cpSync('/lib/systemd/system', join(root.path, 'usr/lib/systemd/system'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    writeFileSync(join(root.path, 'usr/bin/node-24'), '', { mode: 0o755 });
  });
  afterEach(() => root.remove());

  const analyze = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(requireTool('systemd-analyze'), args, {
      encoding: 'utf8',
    });
    return { status, output: stdout + stderr };
  };
  const verify = (text: string) => {
    writeFileSync(join(root.path, 'etc/systemd/system', name), text);
    return analyze('verify', '--man=no', `--root=${root.path}`, name);
  };

  it('is one that systemd finds nothing wrong with', () => {
    expect(verify(readFileSync(unitFile, 'utf8'))).toEqual({ status: 0, output: '' });
  });

  it.each([
    ['a misspelt key', 'Restart=', 'Restrat=', "Unknown key 'Restrat'"],
    ['a program that is not there', 'node-24', 'node-23', 'not executable'],
    ['a call that is none', '@system-service', '@system-servce', '@system-servce'],
  ])('would not be with %s', (_, right, wrong, complaint) => {
    const text = readFileSync(unitFile, 'utf8').replace(right, wrong);

    expect(verify(text).output).toContain(complaint);
  });

  it(`is exposed at most ${mostExposed} of 10`, () => {
    const { status, output } = analyze(
      'security',
      '--no-pager',
      '--offline=true',
      `--threshold=${mostExposed * 10}`,
      unitFile,
    );

    expect({ status, output }).toEqual({ status: 0, output: expect.any(String) });
  });
});
