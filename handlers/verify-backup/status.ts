import {
  DescribeExecutionCommand,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
} from '@aws-sdk/client-sfn';
import { Failure } from '../shared/failure.ts';
import { buildDrillId } from './drill-name.ts';
import { type DrillRecord, describeDrill, drillKey, drillRecord } from './drill-record.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';

export type DrillStatus = {
  readonly outcome: 'status';
  /** One line for people. */
  readonly summary: string;
  readonly execution?: string;
  /** As Step Functions says it. */
  readonly status?: string;
  /** The state that the drill is in, or ended in. */
  readonly step?: string | undefined;
  /** What it has found, once it has reported. */
  readonly drill?: DrillRecord | undefined;
};

type Execution = { readonly name: string; readonly status: string; readonly startDate: Date };

const findNewest = async ({ stepFunctions, config }: Services): Promise<string | undefined> => {
  const { executions = [] } = await stepFunctions.send(
    new ListExecutionsCommand({ stateMachineArn: config.DRILL_ARN, maxResults: 1 }),
  );
  return executions[0]?.executionArn;
};

const buildArn = (drillArn: string, execution: string): string =>
  `${drillArn.replace(':stateMachine:', ':execution:')}:${execution}`;

const describe = async (executionArn: string, { stepFunctions }: Services): Promise<Execution> => {
  try {
    const found = await stepFunctions.send(new DescribeExecutionCommand({ executionArn }));
    const { name = '', status = 'RUNNING', startDate = new Date(0) } = found;
    return { name, status, startDate };
  } catch (error) {
    if (!(error instanceof ExecutionDoesNotExist)) throw error;
    throw new Failure(
      'DRILL_UNKNOWN',
      `There is no drill ${executionArn.split(':').at(-1)}`,
      'Leave "execution" out for the newest one.',
      error,
    );
  }
};

const findStep = async (
  executionArn: string,
  { stepFunctions }: Services,
): Promise<string | undefined> => {
  const { events = [] } = await stepFunctions.send(
    new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 20 }),
  );
  return events
    .toSorted((one, other) => (other.id ?? 0) - (one.id ?? 0))
    .find(({ stateEnteredEventDetails }) => stateEnteredEventDetails)?.stateEnteredEventDetails
    ?.name;
};

/** A record's time is the one that the drill was told; nothing promises that it is the same to the digit. */
const clockMs = 60_000;

const findRecord = async (
  { name, startDate }: Execution,
  { history }: Services,
): Promise<DrillRecord | undefined> => {
  const id = buildDrillId({ execution: name, startedAt: startDate.toISOString() });
  const at = (ms: number) => new Date(startDate.getTime() + ms).toISOString();
  const span = { from: at(-clockMs), to: at(clockMs), limit: 10 };
  const records = await history.list(drillKey, span, drillRecord);
  return records.find((record) => record.id === id);
};

const summarize = (
  { status }: Execution,
  step: string | undefined,
  drill: DrillRecord | undefined,
): string => {
  if (status === 'RUNNING') return `under way: ${step ?? 'beginning'}`;
  if (drill) return describeDrill(drill);
  return step === 'Busy' ? 'another drill was under way' : `ended as ${status}, in ${step}`;
};

/**
 * How far a drill is, the newest unless one is named, and what it has found.
 * @throws Failure DRILL_UNKNOWN
 */
export const findDrillStatus = async (
  { execution }: EventOf<'status'>,
  services: Services,
): Promise<DrillStatus> => {
  const arn = execution
    ? buildArn(services.config.DRILL_ARN, execution)
    : await findNewest(services);
  if (!arn) return { outcome: 'status', summary: 'no drill has begun for 90 days' };
  const found = await describe(arn, services);
  const [step, drill] = await Promise.all([findStep(arn, services), findRecord(found, services)]);
  const { name, status } = found;
  const summary = summarize(found, step, drill);
  return { outcome: 'status', summary, execution: name, status, step, drill };
};
