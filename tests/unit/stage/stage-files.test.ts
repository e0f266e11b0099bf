import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chooseStage, findStages } from '../../../scripts/stage/stage-files.ts';
import { createTempDir, type TempDir } from '../../support/temp-dir.ts';

const stage = (id: string) => ({ id, folder: `/tmp/${id}`, pid: 1, startedAt: 'noon' });

describe('which stage is meant', () => {
  it('is clear when only one runs, or its id is given', () => {
    expect(chooseStage([stage('a')], undefined).id).toBe('a');
    expect(chooseStage([stage('a'), stage('b')], 'b').id).toBe('b');
  });

  it('is asked when several run, and said when none does', () => {
    const both = [stage('a'), stage('b')];

    expect(() => chooseStage(both, undefined)).toThrow(/--stage-id a .*\n.*--stage-id b /);
    expect(() => chooseStage(both, 'c')).toThrow(/^no stage c runs, but:\n/);
    expect(() => chooseStage([], undefined)).toThrow('no stage runs');
  });
});

describe('stages that run', () => {
  let parent: TempDir;
  beforeEach(() => {
    parent = createTempDir();
  });
  afterEach(() => parent.remove());

  const write = (id: string, text: string) => {
    const folder = join(parent.path, `tide-stage-${id}`);
    mkdirSync(folder);
    writeFileSync(join(folder, 'stage.json'), text);
  };

  it('are those whose process lives', () => {
    const startedAt = '2026-11-22T12:00:00.000Z';
    write('here', JSON.stringify({ pid: process.pid, startedAt }));
    write('gone', JSON.stringify({ pid: 2 ** 22 + 1, startedAt }));
    write('half', '{"pid":');

    expect(existsSync(join(parent.path, 'tide-stage-gone'))).toBe(true);
    expect(findStages(parent.path)).toEqual([
      {
        id: 'here',
        folder: join(parent.path, 'tide-stage-here'),
        pid: process.pid,
        startedAt,
      },
    ]);
  });
});
