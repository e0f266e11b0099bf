import { describe, expect, it } from '@jest/globals';
import { checkReplacement } from '../../../../handlers/replace-fleet/check-replacement.ts';
import type { Refresh } from '../../../../handlers/replace-fleet/refreshes.ts';
import type { Group } from '../../../../handlers/shared/storefront-group.ts';

const group: Group = {
  size: { min: 2, desired: 2, max: 4 },
  instances: [],
  inService: 2,
  template: { id: 'lt-1', version: '5' },
  isMixed: false,
  isDeploying: false,
};
const versions = [5, 4].map((version) => ({ version, madeAt: undefined, storefront: undefined }));
const refresh = (status: string): Refresh => ({
  ...{ id: 'r', status, percent: 0, instancesToUpdate: 1, reason: undefined },
});

describe('the fleet', () => {
  it.each([
    [undefined, undefined],
    [refresh('Successful'), undefined],
    [refresh('Failed'), 4],
  ])('after %j may be replaced by version %s', (last, wanted) => {
    expect(() => checkReplacement(group, last, wanted, versions)).not.toThrow();
  });

  it.each([
    ['REFRESH_IN_PROGRESS', group, refresh('InProgress'), undefined],
    ['REFRESH_IN_PROGRESS', group, refresh('Cancelling'), undefined],
    ['DEPLOY_UNDER_WAY', { ...group, isDeploying: true }, undefined, undefined],
    ['FLEET_EMPTY', { ...group, size: { min: 0, desired: 0, max: 4 } }, undefined, undefined],
    ['VERSION_UNKNOWN', group, undefined, 3],
    ['VERSION_IN_USE', group, undefined, 5],
  ])('is left: %s', (code, it, last, wanted) => {
    expect(() => checkReplacement(it, last, wanted, versions)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
