import { type Evening, findEvening } from '../shared/evening.ts';
import { type Group, getGroup, setSize } from '../shared/storefront-group.ts';
import { formatLocal } from '../shared/zoned-time.ts';
import { findEveningState, putEveningState } from './evening-state.ts';
import type { EventOf } from './event.ts';
import { type Capacity, type PastEvening, planCapacity } from './plan-capacity.ts';
import { changesOf, planRaise, type SizePlan } from './plan-size.ts';
import { readHistory } from './read-history.ts';
import type { EveningScaleUpResult } from './result.ts';
import type { Services } from './services.ts';

const tellRaised = async (
  { date }: Evening,
  { size, isDeploying }: Group,
  { after, isCapped }: SizePlan,
  because: string,
  { tell, now, config }: Services,
): Promise<void> => {
  const notes = [
    ...(isCapped ? [`The group may not have more than ${size.max}.`] : []),
    ...(isDeploying ? ['A deploy is under way.'] : []),
  ];
  await tell({
    source: 'tidemarket',
    kind: 'news',
    id: `evening-scale-up ${date} min ${after.min}`,
    job: 'evening-scale-up',
    group: `evening ${date}`,
    level: isCapped ? 'warning' : 'info',
    title: `Evening of ${date}: ${after.min} instances at least, until ${config.EVENING_END}`,
    text: [`Why: ${because}.`, ...notes].join('\n'),
    facts: [
      ['Minimum', `${size.min} → ${after.min}`],
      ['Desired', `${size.desired} → ${after.desired}`],
    ],
    at: now().toISOString(),
  });
};

const decide = async (
  evening: Evening,
  instances: number | undefined,
  { cloudwatch, config }: Services,
): Promise<Capacity & { readonly history: readonly PastEvening[] }> => {
  if (instances !== undefined) {
    return { wanted: instances, because: `${instances} were asked for by hand`, history: [] };
  }
  const history = await readHistory(cloudwatch, evening.date, config);
  return { ...planCapacity(history, config.EXCEPTIONS.get(evening.date), config), history };
};

/** Raises the group's minimum for the evening. Call it under the lease. */
export const raise = async (
  { dryRun, instances }: EventOf<'raise'>,
  services: Services,
): Promise<EveningScaleUpResult> => {
  const { autoScaling, config, metrics, table, now } = services;
  const evening = findEvening(now(), config);
  if (!evening) {
    const time = formatLocal(now(), config.TIME_ZONE);
    return { outcome: 'skipped', because: `no evening at ${time} ${config.TIME_ZONE}` };
  }
  const { wanted, because, history } = await decide(evening, instances, services);
  if (wanted === undefined) {
    if (!dryRun) metrics.add('EveningRaised', 1);
    return { outcome: 'skipped', because };
  }

  const group = await getGroup(autoScaling, config.GROUP_NAME);
  const plan = planRaise(group.size, wanted);
  const answer = {
    evening: evening.date,
    before: group.size,
    after: plan.after,
    because,
    history,
    isCapped: plan.isCapped,
    isDeploying: group.isDeploying,
  };
  if (dryRun) return { outcome: 'planned', ...answer };

  if (plan.isChange) await setSize(autoScaling, config.GROUP_NAME, changesOf(group.size, plan));
  const known = await findEveningState(table, evening.date);
  await putEveningState(table, evening.date, {
    told: known?.told,
    wanted: plan.after.min,
    raisedAt: now().toISOString(),
    because,
  });
  await tellRaised(evening, group, plan, because, services);
  metrics.add('EveningRaised', 1);
  metrics.add('EveningInstancesWanted', plan.after.min);
  return { outcome: plan.isChange ? 'raised' : 'unchanged', ...answer };
};
