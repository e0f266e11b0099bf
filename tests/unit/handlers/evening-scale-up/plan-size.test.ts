import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  changesOf,
  planLower,
  planRaise,
} from '../../../../handlers/evening-scale-up/plan-size.ts';

const size = (min: number, desired: number, max: number) => ({ min, desired, max });

describe("the group's size for an evening", () => {
  it.each([
    ['minimum and desired go up', size(2, 2, 8), 4, size(4, 4, 8), false],
    ['a higher desired stays', size(2, 6, 8), 4, size(4, 6, 8), false],
    ['a higher minimum stays', size(5, 5, 8), 4, size(5, 5, 8), false],
    ['nothing above the maximum', size(2, 2, 4), 9, size(4, 4, 4), true],
    ['nothing to do', size(4, 4, 8), 4, size(4, 4, 8), false],
  ])('%s', (_, before, wanted, after, isCapped) => {
    const plan = planRaise(before, wanted);

    expect(plan).toMatchObject({ after, isCapped });
    expect(plan.isChange).toBe(JSON.stringify(before) !== JSON.stringify(after));
  });

  it('never shrinks the group and never goes beyond its maximum', () => {
    const sizes = fc
      .tuple(fc.nat(20), fc.nat(20), fc.nat(20))
      .map((numbers) => numbers.sort((a, b) => a - b))
      .map(([min = 0, desired = 0, max = 0]) => size(min, desired, max));
    fc.assert(
      fc.property(sizes, fc.nat(50), (before, wanted) => {
        const { after } = planRaise(before, wanted);

        expect(after.min).toBeGreaterThanOrEqual(before.min);
        expect(after.desired).toBeGreaterThanOrEqual(before.desired);
        expect(after.desired).toBeLessThanOrEqual(before.max);
        expect(after.min).toBeLessThanOrEqual(after.desired);
      }),
    );
  });

  it('leaves a desired capacity alone that need not change', () => {
    const before = size(2, 6, 8);

    expect(changesOf(before, planRaise(before, 4))).toEqual({ min: 4 });
    expect(changesOf(size(2, 2, 8), planRaise(size(2, 2, 8), 4))).toEqual({ min: 4, desired: 4 });
  });
});

describe("the group's size after an evening", () => {
  it('is its minimum by day, and the scaling decides on the rest', () => {
    const before = size(4, 6, 8);

    expect(changesOf(before, planLower(before, 2))).toEqual({ min: 2 });
  });

  it('is set once only', () => {
    expect(planLower(size(2, 3, 8), 2).isChange).toBe(false);
  });

  it('is a higher minimum when somebody had lowered it', () => {
    expect(planLower(size(1, 1, 8), 2).after).toEqual(size(2, 2, 8));
  });
});
