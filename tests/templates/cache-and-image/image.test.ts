import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { loadPackaged } from '../../support/template/packaged.ts';
import { getResource, property } from '../../support/template/query.ts';

/** What each version of the set-up is: Image Builder changes none that it has. */
const setups: Readonly<Record<string, string>> = {
  '1.0.0': 'e6f64226dddb389d',
};

const userData = readFileSync(
  join(import.meta.dirname, '../../../resources/instance/user-data.sh'),
  'utf8',
);

const words = (text: string | undefined): readonly string[] =>
  (text ?? '')
    .split(/\s+/)
    .filter((word) => /^[a-z]/.test(word))
    .toSorted();

describe('the image pipeline of prod', () => {
  let stack: EvaluatedTemplate;
  const at = (id: string, path: string) => property(getResource(stack, id), path);

  beforeAll(async () => {
    ({ stack } = await loadPackaged('prod'));
  });

  it('has a new version for every change of the set-up', () => {
    const version = String(at('ImageSetup', 'Version'));
    const hash = createHash('sha256')
      .update(String(at('ImageSetup', 'Data')))
      .digest('hex');

    // Changed? Raise imageSetupVersion in serverless.yml, and add a line above.
    expect([version, hash.slice(0, 16)]).toEqual([version, setups[version]]);
    expect(at('ImageRecipe', 'Version')).toBe(version);
  });

  it('installs what user data would', () => {
    const installed = /dnf install (.*)/.exec(String(at('ImageSetup', 'Data')))?.[1];
    const wanted = /^readonly packages=\((.*)\)$/m.exec(userData)?.[1];

    expect(words(wanted)).toContain('nodejs24');
    expect(words(installed)).toEqual(words(wanted));
  });

  it('leads from set-up to image, for the processor of the instances', () => {
    expect(at('ImageRecipe', 'Components')).toEqual([{ ComponentArn: '<ImageSetup.Arn>' }]);
    expect(at('ImageRecipe', 'ParentImage')).toBe(
      'arn:aws:imagebuilder:us-east-1:aws:image/amazon-linux-2023-arm64/x.x.x',
    );
    expect(at('ImageRecipe', 'BlockDeviceMappings.0.Ebs.Encrypted')).toBe(true);
    expect(at('ImageInfrastructure', 'InstanceMetadataOptions.HttpTokens')).toBe('required');
    expect(getResource(stack, 'ImagePipeline').properties).toMatchObject({
      ImageRecipeArn: '<ImageRecipe.Arn>',
      InfrastructureConfigurationArn: '<ImageInfrastructure.Arn>',
      DistributionConfigurationArn: '<ImageDistribution.Arn>',
    });
  });

  it('writes each image to a parameter that a launch template can name', () => {
    expect(
      valueAt(at('ImageDistribution', 'Distributions'), '0.SsmParameterConfigurations'),
    ).toEqual([
      { ParameterName: '/imagebuilder/tidemarket-prod/storefront', DataType: 'aws:ec2:image' },
    ]);
  });
});

it('is not there in dev', async () => {
  const { stack } = await loadPackaged('dev');

  expect([...stack.resources.keys()].filter((id) => id.startsWith('Image'))).toEqual([]);
});
