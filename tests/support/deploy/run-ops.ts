import { runScript, type ScriptResult } from '../run-script.ts';
import type { Cloud } from './cloud.ts';

/** Runs `npm run ops -- …` against the stages of a cloud, as the user mo. */
export const runOps = ({ emulator }: Cloud, args: readonly string[]): Promise<ScriptResult> =>
  runScript('ops', args, { ...emulator.env, USER: 'mo', NO_COLOR: '1' });
