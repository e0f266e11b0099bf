import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import {
  GetFunctionConfigurationCommand,
  InvokeCommand,
  LambdaClient,
  UpdateFunctionConfigurationCommand,
} from '@aws-sdk/client-lambda';
import type { Cloud } from '../cloud.ts';

/** What is different from what was deployed, until the next change. */
export type FunctionChanges = {
  /** Its clock says this now, and goes on from there. */
  readonly now?: string | undefined;
  readonly timeoutSeconds?: number;
  readonly environment?: Readonly<Record<string, string>>;
};

export type DeployedFunction = {
  readonly name: string;
  /** Its environment, as it was deployed. */
  readonly environment: Readonly<Record<string, string>>;
  readonly change: (changes: FunctionChanges) => Promise<void>;
  /** Invokes it and waits: its answer, or the error that it ended with. */
  readonly invoke: (event: string) => Promise<unknown>;
  /** The log lines that are JSON, oldest first. */
  readonly logLines: () => Promise<readonly Record<string, unknown>[]>;
};

/** Node's own way to run something first, so that the deployed package stays as it is. */
const buildClock = (now: string): string => {
  const shiftMs = Date.parse(now) - Date.now();
  const code = `const Real = Date;
    globalThis.Date = class Date extends Real {
      constructor(...given) { given.length > 0 ? super(...given) : super(Real.now() + ${shiftMs}); }
      static now() { return Real.now() + ${shiftMs}; }
    };`;
  return `--import=data:text/javascript;base64,${Buffer.from(code).toString('base64')}`;
};

const parseLine = (line: string): readonly Record<string, unknown>[] => {
  try {
    const parsed: unknown = JSON.parse(line);
    return parsed && typeof parsed === 'object' ? [{ ...parsed }] : [];
  } catch {
    return [];
  }
};

export const openFunction = async (
  client: Cloud['client'],
  FunctionName: string,
): Promise<DeployedFunction> => {
  const lambda = new LambdaClient(client);
  const logs = new CloudWatchLogsClient(client);
  const deployed = await lambda.send(new GetFunctionConfigurationCommand({ FunctionName }));
  const environment = deployed.Environment?.Variables ?? {};
  return {
    name: FunctionName,
    environment,
    change: async ({ now, timeoutSeconds, environment: more }) => {
      const clock = now === undefined ? {} : { NODE_OPTIONS: buildClock(now) };
      await lambda.send(
        new UpdateFunctionConfigurationCommand({
          FunctionName,
          Timeout: timeoutSeconds ?? deployed.Timeout,
          Environment: { Variables: { ...environment, ...clock, ...more } },
        }),
      );
    },
    invoke: async (Payload) => {
      const { Payload: answer } = await lambda.send(new InvokeCommand({ FunctionName, Payload }));
      return JSON.parse(answer?.transformToString() ?? 'null');
    },
    logLines: async () => {
      const lines: Record<string, unknown>[] = [];
      const pages = paginateFilterLogEvents(
        { client: logs },
        { logGroupName: `/aws/lambda/${FunctionName}` },
      );
      for await (const { events = [] } of pages) {
        lines.push(...events.flatMap(({ message = '' }) => parseLine(message)));
      }
      return lines;
    },
  };
};
