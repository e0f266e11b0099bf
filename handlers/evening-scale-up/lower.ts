import { findEvening } from '../shared/evening.ts';
import { getGroup, setSize } from '../shared/storefront-group.ts';
import { localDateOf } from '../shared/zoned-time.ts';
import type { EventOf } from './event.ts';
import { changesOf, planLower } from './plan-size.ts';
import type { EveningScaleUpResult } from './result.ts';
import type { Services } from './services.ts';

/** Gives the group the day's minimum again. Call it under the lease. */
export const lower = async (
  { dryRun, force }: EventOf<'lower'>,
  { autoScaling, config, metrics, tell, now }: Services,
): Promise<EveningScaleUpResult> => {
  const evening = findEvening(now(), config);
  if (evening && now() >= evening.start && !force) {
    return { outcome: 'skipped', because: `the evening of ${evening.date} is not over` };
  }
  const { size } = await getGroup(autoScaling, config.GROUP_NAME);
  const plan = planLower(size, config.DAY_MIN_SIZE);
  const { after, isChange } = plan;
  const answer = { before: size, after, because: `the day's minimum is ${config.DAY_MIN_SIZE}` };
  if (dryRun) return { outcome: isChange ? 'would be lowered' : 'was low', ...answer };

  if (isChange) await setSize(autoScaling, config.GROUP_NAME, changesOf(size, plan));
  metrics.add('EveningLowered', 1);
  metrics.add('EveningInstancesMissing', 0);
  if (isChange) {
    const date = localDateOf(now(), config.TIME_ZONE);
    await tell({
      source: 'tidemarket',
      kind: 'news',
      id: `evening-scale-up ${date} lowered to ${after.min}`,
      job: 'evening-scale-up',
      group: `evening ${date}`,
      level: 'info',
      title: `The evening is over: ${after.min} instances at least`,
      text: 'The scaling takes away what is not needed.',
      facts: [['Minimum', `${size.min} → ${after.min}`]],
      at: now().toISOString(),
    });
  }
  return { outcome: isChange ? 'lowered' : 'was low', ...answer };
};
