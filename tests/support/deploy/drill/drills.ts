import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { eventually } from '../../eventually.ts';
import type { Cloud } from '../cloud.ts';

const check = z.object({ name: z.string(), ok: z.boolean(), found: z.string() });

/** What a drill's steps have answered, those that it came to. */
const answers = z.object({
  begin: z.object({ answer: z.object({ outcome: z.string(), id: z.string() }) }).optional(),
  check: z.object({ answer: z.object({ checks: z.array(check) }) }).optional(),
  report: z
    .object({
      answer: z.object({
        snapshotId: z.string().optional(),
        isProven: z.boolean(),
        failed: z.array(z.string()),
        because: z.string().optional(),
        rpoSeconds: z.number().optional(),
        rtoSeconds: z.number().optional(),
        isCleanedUp: z.boolean(),
        trend: z.object({ drills: z.number(), proven: z.number() }),
      }),
    })
    .optional(),
});

export type DrillEnd = z.output<typeof answers> & {
  readonly status: string;
  /** The error that the execution ended with. */
  readonly error: string | undefined;
  readonly states: readonly string[];
};

export type Drills = {
  /** By the state machine; resolves to the execution's ARN. */
  readonly start: (input?: object) => Promise<string>;
  /** By what `npm run ops` calls it. */
  readonly arnOf: (execution: string) => string;
  readonly waitForEnd: (executionArn: string) => Promise<DrillEnd>;
  /** Resolves to the name of the first copy that there is. */
  readonly waitForCopy: () => Promise<string>;
  /** Starts one, and resolves when it has ended, however it ended. */
  readonly run: (input?: object) => Promise<DrillEnd>;
  /** All that an execution's history says, for everybody who may read it. */
  readonly readHistory: (executionArn: string) => Promise<string>;
  /** The states that an execution has entered so far. */
  readonly statesOf: (executionArn: string) => Promise<readonly string[]>;
  /** Names and statuses of all instances but those that are no copies. */
  readonly listCopies: () => Promise<readonly (readonly [name: string, status: string])[]>;
  readonly stop: () => void;
};

const readJson = (text: string): unknown => (text === '' ? {} : JSON.parse(text));

/** Drills of a deployed stage. */
export const openDrills = (
  client: Cloud['client'],
  stateMachineArn: string,
  ownInstance: string,
): Drills => {
  const sfn = new SFNClient(client);
  const rds = new RDSClient(client);

  const historyOf = async (executionArn: string) => {
    const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
    return events;
  };
  const start = async (input: object = {}): Promise<string> => {
    const { executionArn = '' } = await sfn.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
    );
    return executionArn;
  };
  const statesOf = async (executionArn: string): Promise<readonly string[]> =>
    (await historyOf(executionArn)).flatMap((event) => event.stateEnteredEventDetails?.name ?? []);
  const waitForEnd = async (executionArn: string): Promise<DrillEnd> => {
    const { status = '', error } = await eventually(
      async () => {
        const found = await sfn.send(new DescribeExecutionCommand({ executionArn }));
        if (found.status === 'RUNNING') {
          throw new Error(`still running: ${(await statesOf(executionArn)).slice(-5).join(', ')}`);
        }
        return found;
      },
      { withinMs: 240_000, everyMs: 200 },
    );
    // An execution that fails has no output of its own, its last state has.
    const exits = (await historyOf(executionArn)).flatMap(
      ({ stateExitedEventDetails: exit }) => exit?.output ?? [],
    );
    const states = await statesOf(executionArn);
    return { status, error, states, ...answers.parse(readJson(exits.at(-1) ?? '')) };
  };
  const listCopies: Drills['listCopies'] = async () => {
    const { DBInstances = [] } = await rds.send(new DescribeDBInstancesCommand({}));
    return DBInstances.map(
      ({ DBInstanceIdentifier: name = '', DBInstanceStatus: status = '' }) =>
        [name, status] as const,
    ).filter(([name]) => name !== ownInstance);
  };
  const waitForCopy = () =>
    eventually(async () => {
      const [first] = await listCopies();
      if (!first) throw new Error('there is no copy');
      return first[0];
    });
  return {
    start,
    arnOf: (execution) =>
      `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${execution}`,
    waitForEnd,
    readHistory: async (executionArn) => JSON.stringify(await historyOf(executionArn)),
    run: async (input) => waitForEnd(await start(input)),
    statesOf,
    listCopies,
    waitForCopy,
    stop: () => {
      sfn.destroy();
      rds.destroy();
    },
  };
};
