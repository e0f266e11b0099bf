import { logicalIds } from '../logical-ids.ts';
import type { Template } from '../osls.ts';

const toNumber = (value: unknown, otherwise: number): number => {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? otherwise : number;
};

/**
 * How many instances a rolling update keeps in service: as many as serve now, never less than
 * `minSize`, and one less than `maxSize`, which leaves room to start a new one.
 */
export const decideMinInstances = ({
  live,
  minSize,
  maxSize,
}: {
  live: number;
  minSize: number;
  maxSize: number;
}): number => Math.max(0, Math.min(Math.max(live, minSize), maxSize - 1));

/**
 * The template with MinInstancesInService set for a group that has `live` instances: with the number
 * of a quiet hour, CloudFormation would begin a deploy at the evening peak by ending instances.
 */
export const patchMinInstances = (template: Template, live: number): Template => {
  const group = template.Resources[logicalIds.group];
  const update = group?.UpdatePolicy?.AutoScalingRollingUpdate;
  if (!group || !update) return template;
  const MinInstancesInService = decideMinInstances({
    live,
    minSize: toNumber(group.Properties?.['MinSize'], 1),
    maxSize: toNumber(group.Properties?.['MaxSize'], 2),
  });
  const UpdatePolicy = {
    ...group.UpdatePolicy,
    AutoScalingRollingUpdate: { ...update, MinInstancesInService },
  };
  return {
    ...template,
    Resources: { ...template.Resources, [logicalIds.group]: { ...group, UpdatePolicy } },
  };
};

/** What patchMinInstances set, or what the template says itself. */
export const findMinInstances = (template: Template): number | undefined => {
  const policy = template.Resources[logicalIds.group]?.UpdatePolicy?.AutoScalingRollingUpdate;
  return policy && toNumber(policy['MinInstancesInService'], 0);
};
