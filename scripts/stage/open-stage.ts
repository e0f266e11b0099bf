import { startControl } from './control.ts';
import { runInStage } from './run-in-stage.ts';
import type { Stage } from './stage.ts';
import { announceStage, controlSocket, createStageFolder } from './stage-files.ts';
import { type CleanUps, startStage } from './start-stage.ts';

const describe = ({
  id,
  balancer,
  fleet,
  endpoints,
  pair,
  outside,
  awsEndpoint,
  folder,
}: Stage) => {
  const rows: readonly (readonly [string, string])[] = [
    ['shop', balancer.shopOrigin],
    ['load balancer', `${balancer.balancerOrigin}  (403 without the secret header)`],
    ...fleet.members.map(
      ({ name, port, pid }) => [name, `http://127.0.0.1:${port}  (pid ${pid})`] as const,
    ),
    ['writer endpoint', `127.0.0.1:${endpoints.writer.port} → ${pair.writer.port}`],
    ['reader endpoint', `127.0.0.1:${endpoints.reader.port} → ${pair.replica.port}`],
    ['Redis', `127.0.0.1:${endpoints.redis.port}`],
    ['AWS', awsEndpoint],
    ['Slack, payments, mail', outside.pageOrigin],
    ['logs, histories', folder],
  ];
  const table = rows.map(([name, where]) => `  ${name.padEnd(23)}${where}`).join('\n');
  return `The stage ${id} is up.

${table}

In another terminal, for example:
  npm run stage -- topology
  npm run stage -- shoppers 20 10
  npm run stage -- fail-over
  npm run stage -- --help

Ctrl-C stops everything.`;
};

const runAll = async (cleanUps: CleanUps): Promise<void> => {
  for (const cleanUp of cleanUps.splice(0).reverse()) {
    try {
      await cleanUp();
    } catch (error) {
      console.error(error);
    }
  }
};

/** Starts a stage and keeps it until it is asked to stop; ends the process. */
export const openStage = async (): Promise<never> => {
  const cleanUps: CleanUps = [];
  let stopping = false;
  const stop = async (code: number): Promise<never> => {
    if (!stopping) {
      stopping = true;
      console.log('Stopping …');
      await runAll(cleanUps);
      process.exit(code);
    }
    return new Promise(() => {});
  };
  process.on('SIGINT', () => void stop(0)).on('SIGTERM', () => void stop(0));

  const { id, folder } = createStageFolder();
  const startedAt = performance.now();
  const say = (progress: string) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
    if (!stopping) console.log(`${seconds.padStart(4)} s  ${progress} …`);
  };
  try {
    const stage = await startStage({ id, folder, say, cleanUps });
    const control = await startControl(controlSocket(folder), (args) => runInStage(stage, args));
    cleanUps.push(control.stop);
    announceStage(folder, new Date());
    console.log(`\n${describe(stage)}`);
  } catch (error) {
    if (!stopping) console.error(error);
    return stop(1);
  }
  return new Promise(() => {});
};
