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

/**
 * Work that people ask for: confirmed where it hurts, recorded in the operations table before and
 * after, and told to Slack. A dry run is neither recorded nor told. What cannot be recorded is not
 * done; what cannot be told is done all the same, and says so.
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
  async (
    event: Event,
    services: Services,
    limits: Limits,
  ): Promise<Result & { readonly untold?: true }> => {
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
    const echo = async (level: 'info' | 'warning', text: string): Promise<boolean> => {
      const facts: [string, string][] = [['Asked for by', by]];
      const news = { source: 'tidemarket', kind: 'news', id, job, group: job, level } as const;
      try {
        await tell({ ...news, title: job, text, facts, at: now().toISOString() });
        return true;
      } catch {
        return false;
      }
    };

    await record({ outcome: 'begun' });
    try {
      const result = await work(event, services, limits);
      const { outcome, summary } = result;
      await record({ outcome, summary, endedAt: now().toISOString() });
      return (await echo('info', summary)) ? result : { ...result, untold: true };
    } catch (error) {
      const summary = messageOf(error);
      await record({ outcome: 'failed', summary, endedAt: now().toISOString() }).catch(() => {});
      await echo('warning', summary);
      throw error;
    }
  };
