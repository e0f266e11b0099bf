import { Failure } from '../shared/failure.ts';
import type { Group } from '../shared/storefront-group.ts';
import type { TemplateVersion } from './launch-templates.ts';
import { inProgress, isOver, type Refresh } from './refreshes.ts';

/**
 * Whether the fleet can be replaced as it is.
 * @param wanted version of the launch template to go back to
 * @throws Failure REFRESH_IN_PROGRESS, DEPLOY_UNDER_WAY, FLEET_EMPTY, VERSION_UNKNOWN,
 *   VERSION_IN_USE
 */
export const checkReplacement = (
  { isDeploying, size, template }: Group,
  last: Refresh | undefined,
  wanted: number | undefined,
  versions: readonly TemplateVersion[],
): void => {
  if (last && !isOver(last)) throw inProgress();
  if (isDeploying) {
    throw new Failure(
      'DEPLOY_UNDER_WAY',
      'A deploy is replacing the instances right now',
      'Wait until it has ended, well or rolled back.',
    );
  }
  if (size.desired === 0) {
    throw new Failure(
      'FLEET_EMPTY',
      'The group has no instance, and wants none',
      'Raise its size: npx sls deploy with minSize, or aws autoscaling set-desired-capacity.',
    );
  }
  if (wanted === undefined) return;
  if (!versions.some(({ version }) => version === wanted)) {
    throw new Failure(
      'VERSION_UNKNOWN',
      `The launch template has no version ${wanted} among its newest`,
      `There are ${versions.map(({ version }) => version).join(', ')}; {"action": "status"} shows what each is.`,
    );
  }
  if (template?.version === String(wanted)) {
    throw new Failure(
      'VERSION_IN_USE',
      `Version ${wanted} is what the fleet is made from already`,
      'Make its instances anew with {"action": "replace"}.',
    );
  }
};
