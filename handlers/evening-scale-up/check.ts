import { type Evening, findEvening } from '../shared/evening.ts';
import { getGroup, setSize } from '../shared/storefront-group.ts';
import { formatLocal } from '../shared/zoned-time.ts';
import { type EveningState, findEveningState, putEveningState } from './evening-state.ts';
import type { EventOf } from './event.ts';
import { changesOf, planRaise } from './plan-size.ts';
import { raise } from './raise.ts';
import type { EveningScaleUpResult } from './result.ts';
import type { Services } from './services.ts';

const tellReadiness = async (
  { date, start }: Evening,
  { wanted }: EveningState,
  inService: number,
  { tell, now, config }: Services,
): Promise<void> => {
  const isReady = inService >= wanted;
  const readyBy = new Date(start.getTime() + config.READY_AFTER_MINUTES * 60_000);
  await tell({
    source: 'tidemarket',
    kind: 'news',
    id: `evening-scale-up ${date} ${isReady ? 'ready' : 'not ready'} ${now().toISOString()}`,
    job: 'evening-scale-up',
    group: `evening ${date}`,
    level: isReady ? 'good' : 'warning',
    title: isReady
      ? `The evening of ${date} is ready: ${inService} instances in service`
      : `The evening of ${date} is not ready: ${inService} of ${wanted} instances in service`,
    text: isReady
      ? ''
      : `They have to be there by ${formatLocal(readyBy, config.TIME_ZONE).slice(11)}. docs/runbooks/EveningNotReady.md helps.`,
    facts: [],
    at: now().toISOString(),
  });
};

/** The raise that has not come, made up for; then what is known of the evening. */
const getState = async (
  evening: Evening,
  { dryRun }: EventOf<'check'>,
  services: Services,
): Promise<EveningState | undefined> => {
  const known = await findEveningState(services.table, evening.date);
  if (known || dryRun) return known;
  await raise({ action: 'raise', dryRun: false }, services);
  return findEveningState(services.table, evening.date);
};

/** Are the evening's instances in service? Call it under the lease. */
export const check = async (
  event: EventOf<'check'>,
  services: Services,
): Promise<EveningScaleUpResult> => {
  const { autoScaling, config, metrics, table, now } = services;
  const evening = findEvening(now(), config);
  if (!evening || now() < evening.start) return { outcome: 'skipped', because: 'it is no evening' };
  const state = await getState(evening, event, services);
  if (!state) return { outcome: 'skipped', because: 'nothing was raised for this evening' };

  const group = await getGroup(autoScaling, config.GROUP_NAME);
  const { wanted } = state;
  const plan = planRaise(group.size, wanted);
  const isReady = group.inService >= wanted;
  const answer = {
    outcome: isReady ? 'ready' : 'not ready',
    evening: evening.date,
    wanted,
    inService: group.inService,
    raisedAgain: plan.isChange && !event.dryRun,
    dryRun: event.dryRun,
  } as const;
  if (event.dryRun) return answer;

  if (plan.isChange) await setSize(autoScaling, config.GROUP_NAME, changesOf(group.size, plan));
  metrics.add('EveningInstancesMissing', Math.max(0, wanted - group.inService));
  if (state.told !== answer.outcome) {
    await tellReadiness(evening, state, group.inService, services);
    await putEveningState(table, evening.date, { ...state, told: answer.outcome });
  }
  return answer;
};
