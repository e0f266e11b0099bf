import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  decideMinInstances,
  findMinInstances,
  patchMinInstances,
} from '../../../scripts/plugins/storefront/live/min-instances.ts';
import { buildTemplate } from './templates.ts';

describe('instances that stay in service during a rolling update', () => {
  it.each([
    ['before the first deploy, the smallest number', { live: 0, minSize: 2, maxSize: 4 }, 2],
    ['in a quiet hour, the smallest number', { live: 1, minSize: 1, maxSize: 4 }, 1],
    ['at the evening peak, as many as serve', { live: 3, minSize: 1, maxSize: 4 }, 3],
    ['at the most, room for one more', { live: 4, minSize: 1, maxSize: 4 }, 3],
    ['also where more run than the template allows', { live: 9, minSize: 2, maxSize: 4 }, 3],
  ])('%s', (_when, group, expected) => {
    expect(decideMinInstances(group)).toBe(expected);
  });

  it('are always fewer than the group may have, and never fewer than zero', () => {
    const size = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(size, size, fc.integer({ min: 1, max: 50 }), (live, minSize, maxSize) => {
        const kept = decideMinInstances({ live, minSize, maxSize });

        expect(kept).toBeLessThan(maxSize);
        expect(kept).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('are written into the template, and nothing else is', () => {
    const template = buildTemplate({ minSize: 1, maxSize: 4 });

    const patched = patchMinInstances(template, 3);

    expect(findMinInstances(patched)).toBe(3);
    expect(findMinInstances(template)).toBe(1);
    expect(patchMinInstances(patched, 1)).toEqual(patchMinInstances(template, 1));
    expect(patched.Resources['StorefrontGroup']?.Properties).not.toHaveProperty('DesiredCapacity');
  });

  it('are the same number for the first deploy and one without change after it', () => {
    const template = buildTemplate({ minSize: 2, maxSize: 4 });

    expect(patchMinInstances(template, 2)).toEqual(patchMinInstances(template, 0));
  });

  it('leave a template without a group as it is', () => {
    expect(patchMinInstances({ Resources: {} }, 3)).toEqual({ Resources: {} });
  });
});
