import type { Answer } from './control.ts';
import { faults } from './faults.ts';
import type { Stage } from './stage.ts';
import { StageError } from './stage-error.ts';
import { findTopology } from './topology.ts';
import { parseStageArgs } from './usage.ts';

/** What a program beside the stage needs to shop in it and to check the orders. */
export const accessCommand = 'access';

const findAccess = ({ balancer, pair, checker, folder, awsEndpoint }: Stage): Answer => ({
  lines: [],
  data: {
    shopOrigin: balancer.shopOrigin,
    awsEndpoint,
    folder,
    database: { port: pair.writer.port, caFile: pair.writer.caFile, ...checker },
  },
});

/** Runs a command within the process of the stage. @throws StageError */
export const runInStage = async (stage: Stage, args: readonly string[]): Promise<Answer> => {
  if (args[0] === accessCommand) return findAccess(stage);
  const command = parseStageArgs(args);
  if (command.name === 'topology') return findTopology(stage);
  if (command.name === 'start' || command.name === 'help') throw new StageError('not a command');
  const fault = faults[command.name];
  if (!fault) throw new StageError(`${command.name} runs beside the stage`);
  const plan = fault.plan(stage, command.values);
  if (command.dryRun) return { lines: [`would do: ${plan}`], data: { wouldDo: plan } };
  await fault.run(stage, command.values);
  const { watch } = fault;
  return { lines: [`done: ${plan}`, `watch: ${watch}`], data: { done: plan, watch } };
};
