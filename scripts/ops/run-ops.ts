import type { Operation } from '../../handlers/shared/operation.ts';
import { buildEvent } from './build-event.ts';
import { describeAll, describeForPrograms, describeOperation } from './describe.ts';
import { follow } from './follow.ts';
import { createInvoker } from './invoker.ts';
import { openTarget } from './open-target.ts';
import { operations } from './operations.ts';
import { UsageError } from './ops-error.ts';
import { suggest } from './suggest.ts';
import { type Command, parseOpsArgs, usage } from './usage.ts';

const getOperation = (name: string): Operation => {
  const found = operations.find(({ functionName }) => functionName === name);
  if (found) return found;
  const names = operations.map(({ functionName }) => functionName);
  const near = suggest(name, names);
  const hint =
    near.length > 0 ? `Did you mean ${near.join(' or ')}?` : `There are: ${names.join(', ')}.`;
  throw new UsageError(`There is no operation ${name}. ${hint}`);
};

const show = (name: string | undefined, { json, help }: Command): string => {
  if (name !== undefined) {
    const operation = getOperation(name);
    return json
      ? JSON.stringify(describeForPrograms(operation), null, 2)
      : `${describeOperation(operation)}\n\nnpm run ops -- --help has the options.`;
  }
  if (help) return usage;
  return json
    ? JSON.stringify(operations.map(describeForPrograms), null, 2)
    : `${describeAll(operations)}\n\n${usage}`;
};

const saysWhileItRuns = (line: (seconds: number) => string) => {
  const startedAt = performance.now();
  const timer = setInterval(() => {
    console.error(line(Math.round((performance.now() - startedAt) / 1_000)));
  }, 10_000);
  return () => clearInterval(timer);
};

const summaryOf = (answer: unknown): string | undefined => {
  if (typeof answer !== 'object' || answer === null || !('summary' in answer)) return undefined;
  const unrecorded = 'unrecorded' in answer ? ' (its end could not be recorded)' : '';
  const untold = 'untold' in answer ? ' (Slack could not be told)' : '';
  return `${String(answer.summary)}${unrecorded}${untold}`;
};

/** Some say in their answer that they have refused what was asked. */
const isRefusal = (answer: unknown): boolean =>
  typeof answer === 'object' &&
  answer !== null &&
  'outcome' in answer &&
  answer.outcome === 'refused';

const carryOut = async (name: string, command: Command): Promise<void> => {
  const operation = getOperation(name);
  if (!command.target) {
    throw new UsageError(`Where? Give --stage STAGE, or --local. See: npm run ops -- --help`);
  }
  const event = buildEvent(operation, command);
  const { stage, client, pauseMs } = await openTarget(command.target);
  const invoker = createInvoker(stage, client);
  const say = (line: string) => console.error(line);
  say(`${name} on ${stage}: ${JSON.stringify(event)}`);
  try {
    const stop = saysWhileItRuns((seconds) => `${name} is at it, ${seconds} s`);
    const answer = await invoker.invoke(name, event).finally(stop);
    if (isRefusal(answer)) process.exitCode = 1;
    if (command.json) {
      const progress = command.wait
        ? await follow(operation, answer, { invoker, pauseMs, say })
        : undefined;
      console.log(JSON.stringify({ name, stage, event, answer, progress }, null, 2));
      return;
    }
    const summary = summaryOf(answer);
    if (summary) console.log(summary);
    console.log(JSON.stringify(answer, null, 2));
    if (command.wait) await follow(operation, answer, { invoker, pauseMs, say });
  } finally {
    invoker.close();
  }
};

/** `npm run ops`. @throws OpsError, StageError */
export const runOps = async (args: readonly string[]): Promise<void> => {
  const command = parseOpsArgs(args);
  if (command.name === undefined || command.help) console.log(show(command.name, command));
  else await carryOut(command.name, command);
};
