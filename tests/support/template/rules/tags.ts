import { asList, type Json, valueAt } from '../../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { property, resourcesOfType } from '../query.ts';

/** Keys of the tags by which everything is found and paid for. */
const requiredTags = ['project', 'stage', 'owner'] as const;

const lacking = (tags: Json | undefined): readonly string[] => {
  const keys = asList(tags).map((tag) => valueAt(tag, 'Key'));
  return requiredTags.filter((key) => !keys.includes(key));
};

/**
 * What the tags of the stack do not reach: CloudFormation puts those on every resource that takes
 * tags, but an instance and its volume are made by the Auto Scaling group.
 */
export const checkInstanceTags = (template: EvaluatedTemplate): readonly Finding[] => [
  ...resourcesOfType(template, 'AWS::AutoScaling::AutoScalingGroup').flatMap((group) => {
    const passed = asList(property(group, 'Tags')).filter(
      (tag) => valueAt(tag, 'PropagateAtLaunch') === true,
    );
    return lacking(passed).map((key) => ({
      id: group.id,
      path: 'Properties.Tags',
      message: `does not pass the tag ${key} to its instances`,
    }));
  }),
  ...resourcesOfType(template, 'AWS::EC2::LaunchTemplate').flatMap((launch) => {
    const volume = asList(property(launch, 'LaunchTemplateData.TagSpecifications')).find(
      (one) => valueAt(one, 'ResourceType') === 'volume',
    );
    return lacking(valueAt(volume, 'Tags')).map((key) => ({
      id: launch.id,
      path: 'Properties.LaunchTemplateData.TagSpecifications',
      message: `does not give the tag ${key} to volumes`,
    }));
  }),
];
