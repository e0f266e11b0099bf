import type { Size } from '../shared/storefront-group.ts';

export type SizePlan = {
  readonly after: Size;
  readonly isCapped: boolean;
  readonly isChange: boolean;
};

/**
 * The group's size with a minimum that target tracking cannot go below. What somebody or the scaling
 * has set higher stays, and nothing goes above the maximum.
 */
export const planRaise = (before: Size, wanted: number): SizePlan => {
  const min = Math.max(before.min, Math.min(wanted, before.max));
  const desired = Math.max(before.desired, min);
  return {
    after: { min, desired, max: before.max },
    isCapped: wanted > before.max,
    isChange: min !== before.min || desired !== before.desired,
  };
};

/** The day's minimum again; the scaling then takes away what nobody needs. */
export const planLower = (before: Size, dayMin: number): SizePlan => {
  const min = Math.min(dayMin, before.max);
  const desired = Math.max(before.desired, min);
  return {
    after: { min, desired, max: before.max },
    isCapped: false,
    isChange: min !== before.min || desired !== before.desired,
  };
};

/** What to ask for. A desired capacity that need not change stays out: the scaling may just be raising it. */
export const changesOf = (before: Size, { after }: SizePlan): Partial<Size> => ({
  min: after.min,
  ...(after.desired === before.desired ? {} : { desired: after.desired }),
});
