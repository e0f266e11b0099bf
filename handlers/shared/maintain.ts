import { randomUUID } from 'node:crypto';
import type { Limits } from './build-handler.ts';
import { Failure } from './failure.ts';
import type { MaintenanceEvent } from './maintenance-event.ts';
import type { OperationsTable } from './operations-table.ts';
import type { Tell } from './tell.ts';

export type MaintenanceServices = {
  readonly config: { readonly STAGE: string };
  readonly table: Pick<OperationsTable, 'putAll'>;
  readonly tell: Tell;
  readonly now: () => Date;
};

/** What went wrong beside work that was done. */
type Aside = { readonly unrecorded?: true; readonly untold?: true };

export type MaintenanceResult = {
  readonly outcome: string;
  /** One line for people: what was done, or would be. */
  readonly summary: string;
};

export type Maintenance<Event> = {
  /** Name of the function's folder. */
  readonly job: string;
  /** Whether an event asks for what must be confirmed: what shoppers may notice or nobody can undo. */
  readonly hurts: (event: Event) => boolean;
};

const keepSeconds = 400 * 24 * 3_600;

const requireConfirmation = (job: string, stage: string, confirm: string | undefined): void => {
  if (confirm === stage) return;
  throw new Failure(
    'CONFIRMATION_MISSING',
    confirm === undefined
      ? `${job} does what shoppers may notice or nobody can undo, and was not confirmed`
      : `${job} was confirmed for ${confirm}, and this is ${stage}`,
    `See with "dryRun": true what it would do, then add "confirm": "${stage}".`,
  );
};

const messageOf = (error: unknown): string =>
  error instanceof Failure ? `${error.code}: ${error.message}` : 'it failed; the log has the cause';

const succeeds = (request: Promise<unknown>): Promise<boolean> =>
  request.then(
    () => true,
    () => false,
  );

/**
 * Work that people ask for: confirmed where it hurts, recorded in the operations table before and
 * after, and told to Slack. A dry run is neither recorded nor told. What cannot be recorded beforehand
 * is not done; what was done and cannot be recorded or told afterwards says so, and has not failed.
 * @throws Failure CONFIRMATION_MISSING
 */
export const maintain =
  <
    Event extends MaintenanceEvent,
    Services extends MaintenanceServices,
    Result extends MaintenanceResult,
  >(
    { job, hurts }: Maintenance<Event>,
    work: (event: Event, services: Services, limits: Limits) => Promise<Result>,
  ) =>
  async (event: Event, services: Services, limits: Limits): Promise<Result & Aside> => {
    const { config, table, tell, now } = services;
    if (event.dryRun) return work(event, services, limits);
    if (hurts(event)) requireConfirmation(job, config.STAGE, event.confirm);
    const begunAt = now().toISOString();
    const id = randomUUID();
    const { by = 'unknown' } = event;
    const record = (value: Readonly<Record<string, unknown>>) =>
      table.putAll([
        {
          key: { pk: `audit#${job}`, sk: `${begunAt}#${id}` },
          value: { event, by, begunAt, ...value },
          keepSeconds,
        },
      ]);
    const end = async (
      { outcome, summary }: MaintenanceResult,
      level: 'info' | 'warning',
    ): Promise<Aside> => {
      const endedAt = now().toISOString();
      const news = { source: 'tidemarket', kind: 'news', id, job, group: job, level } as const;
      const facts: [string, string][] = [['Asked for by', by]];
      const isRecorded = await succeeds(record({ outcome, summary, endedAt }));
      const isTold = await succeeds(
        tell({ ...news, title: job, text: summary, facts, at: endedAt }),
      );
      return { ...(!isRecorded && { unrecorded: true }), ...(!isTold && { untold: true }) };
    };

    await record({ outcome: 'begun' });
    let result: Result;
    try {
      result = await work(event, services, limits);
    } catch (error) {
      await end({ outcome: 'failed', summary: messageOf(error) }, 'warning');
      throw error;
    }
    return { ...result, ...(await end(result, 'info')) };
  };
