import { openStage } from './stage/open-stage.ts';
import { runBesideStage } from './stage/run-beside-stage.ts';
import { StageError } from './stage/stage-error.ts';
import { parseStageArgs, UsageError, usage } from './stage/usage.ts';

const run = async (args: readonly string[]): Promise<number> => {
  const command = parseStageArgs(args);
  if (command.name === 'start') return openStage();
  if (command.name === 'help') {
    console.log(usage());
    return 0;
  }
  return runBesideStage(command);
};

try {
  process.exitCode = await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof StageError)) throw error;
  console.error(error.message);
  if (error instanceof UsageError) console.error(`\n${usage()}`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
