import { randomUUID } from 'node:crypto';
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { Failure } from '../shared/failure.ts';
import { type Plan, plan } from './begin.ts';
import { findHolder } from './drill-lease.ts';
import type { EventOf } from './event.ts';
import type { Services } from './services.ts';

export type Started =
  | { readonly outcome: 'begun'; readonly summary: string; readonly execution: string }
  | (Plan & { readonly summary: string });

const whatOf = (snapshotId: string | undefined): string =>
  snapshotId ? `the snapshot ${snapshotId}` : 'the newest snapshot';

const planDrill = async (snapshotId: string | undefined, services: Services): Promise<Started> => {
  const planned = await plan(snapshotId, services);
  const copy = `${planned.copy.name} (${planned.copy.class})`;
  return {
    ...planned,
    summary: planned.busyWith
      ? `would be refused: the drill ${planned.busyWith} is under way`
      : `would restore ${planned.snapshot?.id ?? 'nothing'} to ${copy}, check it and delete it`,
  };
};

/**
 * Starts the state machine, which does everything else.
 * @throws Failure DRILL_UNDER_WAY, and in a dry run what `plan` throws
 */
export const startDrill = async (
  { snapshotId, dryRun }: EventOf<'start'>,
  services: Services,
): Promise<Started> => {
  if (dryRun) return planDrill(snapshotId, services);
  const { stepFunctions, config } = services;
  const holder = await findHolder(services);
  if (holder !== undefined) {
    throw new Failure(
      'DRILL_UNDER_WAY',
      `The drill ${holder} is under way`,
      'Look how far it is with {"action":"status"}, and start another one when it has ended.',
    );
  }
  const execution = `by-hand-${randomUUID()}`;
  await stepFunctions.send(
    new StartExecutionCommand({
      stateMachineArn: config.DRILL_ARN,
      name: execution,
      input: JSON.stringify(snapshotId ? { snapshotId } : {}),
    }),
  );
  return { outcome: 'begun', execution, summary: `a drill of ${whatOf(snapshotId)} has begun` };
};
