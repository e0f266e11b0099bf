import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { requireTool } from '../../../scripts/setup/requirements.ts';
import { instanceFolder } from './sandbox/artifact.ts';
import { buildHeader, writeHeader } from './sandbox/header.ts';

const script = readFileSync(join(instanceFolder, 'user-data.sh'), 'utf8');

const fakes = join(import.meta.dirname, 'fakes');

const lint = (text: string) => {
  const { status, stdout, stderr } = spawnSync(
    requireTool('shellcheck'),
    ['--norc', '--shell=bash', '-'],
    { input: text, encoding: 'utf8' },
  );
  return { status, output: stdout + stderr };
};

describe('shellcheck', () => {
  it('finds nothing in the user data, and is not told to look away', () => {
    expect(lint(script)).toEqual({ status: 0, output: '' });
    expect(script).not.toContain('shellcheck ');
  });

  it('finds nothing in the user data with its header before it', () => {
    const whole = `#!/bin/bash\n${writeHeader(buildHeader('a'.repeat(64)))}${script}`;

    expect(lint(whole)).toEqual({ status: 0, output: '' });
  });

  it.each(readdirSync(fakes))('finds nothing in the fake %s', (name) => {
    expect(lint(readFileSync(join(fakes, name), 'utf8'))).toEqual({ status: 0, output: '' });
  });

  it('would find a mistake in it', () => {
    expect(lint(`${script}\nrm -rf $work_folder/\n`).output).toContain('SC2086');
  });
});
