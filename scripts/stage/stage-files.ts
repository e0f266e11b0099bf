import {
  globSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import * as z from 'zod';
import { StageError } from './stage-error.ts';

const prefix = 'tide-stage-';
const fileName = 'stage.json';

const schema = z.object({ pid: z.number().int().positive(), startedAt: z.string() });

/** A stage that runs on this machine. */
export type RunningStage = {
  readonly id: string;
  readonly folder: string;
  readonly pid: number;
  readonly startedAt: string;
};

/** A new folder for a stage. Its name is short: a socket in it may have 108 characters. */
export const createStageFolder = (): { readonly id: string; readonly folder: string } => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), prefix));
  return { id: basename(folder).slice(prefix.length), folder };
};

export const controlSocket = (folder: string): string => join(folder, 'control');
export const historyFolder = (folder: string): string => join(folder, 'history');

/** Lets commands find the stage from now on. */
export const announceStage = (folder: string, startedAt: Date): void => {
  const part = join(folder, `${fileName}.part`);
  const text = JSON.stringify({ pid: process.pid, startedAt: startedAt.toISOString() });
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, join(folder, fileName));
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
};

const readStage = (file: string): readonly RunningStage[] => {
  try {
    const state = schema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const folder = file.slice(0, -fileName.length - 1);
    const id = basename(folder).slice(prefix.length);
    return isAlive(state.pid) ? [{ id, folder, ...state }] : [];
  } catch {
    // Another person's, or one that is being removed.
    return [];
  }
};

export const findStages = (parent = realpathSync(tmpdir())): readonly RunningStage[] =>
  globSync(`${prefix}*/${fileName}`, { cwd: parent }).flatMap((file) =>
    readStage(join(parent, file)),
  );

/** The stage of this id, or the only one. @throws StageError when that is not one */
export const chooseStage = (
  stages: readonly RunningStage[],
  id: string | undefined,
): RunningStage => {
  const found = id === undefined ? stages : stages.filter((stage) => stage.id === id);
  const [stage, ...more] = found;
  if (stage && more.length === 0) return stage;
  const list = stages.map((one) => `  --stage-id ${one.id}   since ${one.startedAt}`).join('\n');
  if (stages.length === 0) throw new StageError('no stage runs; start one with: npm run stage');
  if (stage) throw new StageError(`several stages run, say which one:\n${list}`);
  throw new StageError(`no stage ${id} runs, but:\n${list}`);
};
