import type { Limits } from '../shared/build-handler.ts';
import { maintain } from '../shared/maintain.ts';
import { getGroup } from '../shared/storefront-group.ts';
import { checkReplacement } from './check-replacement.ts';
import type { EventOf, ReplaceFleetEvent } from './event.ts';
import { listVersions } from './launch-templates.ts';
import { cancelRefresh, findRefresh, isOver, noRefresh, startRefresh } from './refreshes.ts';
import type { ReplaceFleetResult } from './result.ts';
import type { Services } from './services.ts';

const look = async (
  { refreshId }: EventOf<'status'>,
  { autoScaling, ec2, config }: Services,
): Promise<ReplaceFleetResult> => {
  const group = await getGroup(autoScaling, config.GROUP_NAME);
  const { size, inService, template } = group;
  const refresh = await findRefresh(autoScaling, config.GROUP_NAME, refreshId);
  const versions = template ? await listVersions(ec2, template.id) : [];
  const last = refresh ? `; replacement ${refresh.status}, ${refresh.percent} %` : '';
  return {
    outcome: 'status',
    summary: `${inService} of ${size.desired} instances in service, launch template version ${template?.version}${last}`,
    version: template?.version,
    instances: group.instances,
    size,
    versions,
    refresh,
  };
};

const replace = async (
  event: EventOf<'replace' | 'rollBack'>,
  { autoScaling, ec2, config }: Services,
): Promise<ReplaceFleetResult> => {
  const { GROUP_NAME } = config;
  const group = await getGroup(autoScaling, GROUP_NAME);
  const refresh = await findRefresh(autoScaling, GROUP_NAME);
  const wanted = event.action === 'rollBack' ? event.version : undefined;
  const versions =
    wanted !== undefined && group.template ? await listVersions(ec2, group.template.id) : [];
  checkReplacement(group, refresh, wanted, versions);

  const { desired, max } = group.size;
  const from = `launch template version ${wanted ?? group.template?.version}`;
  const what = `${desired} instance${desired === 1 ? '' : 's'}, one after another, from ${from}`;
  const room = desired < max ? '' : `; the group is at its maximum of ${max}`;
  if (event.dryRun) return { outcome: 'planned', summary: `Would replace ${what}${room}` };
  const { warmupSeconds } = event;
  const refreshId = await startRefresh(autoScaling, GROUP_NAME, group, {
    warmupSeconds,
    ...(wanted === undefined ? {} : { version: wanted }),
  });
  return { outcome: 'begun', summary: `Replaces ${what}${room}`, refreshId };
};

const cancel = async (
  { dryRun }: EventOf<'cancel'>,
  { autoScaling, config }: Services,
): Promise<ReplaceFleetResult> => {
  if (dryRun) {
    const refresh = await findRefresh(autoScaling, config.GROUP_NAME);
    if (!refresh || isOver(refresh)) throw noRefresh();
    return { outcome: 'planned', summary: `Would stop the replacement at ${refresh.percent} %` };
  }
  const refreshId = await cancelRefresh(autoScaling, config.GROUP_NAME);
  const summary = 'Stops replacing the fleet; instances that are new already stay';
  return { outcome: 'cancelled', summary, refreshId };
};

type Change = EventOf<'replace' | 'rollBack' | 'cancel'>;

const byHand = maintain(
  { job: 'replace-fleet', hurts: ({ action }: Change) => action !== 'cancel' },
  (event: Change, services: Services) =>
    event.action === 'cancel' ? cancel(event, services) : replace(event, services),
);

/** Replaces the storefront's instances, the same or an earlier storefront; or says how far it is. */
export const replaceFleet = (
  event: ReplaceFleetEvent,
  services: Services,
  limits: Limits,
): Promise<ReplaceFleetResult> =>
  event.action === 'status' ? look(event, services) : byHand(event, services, limits);
