import { expect, it } from '@jest/globals';
import { forCdkNag, forCfnGuard } from '../../support/template/engines/engine-input.ts';
import { templateOf } from './stack-of.ts';

const propertiesIn = (template: ReturnType<typeof templateOf>) =>
  template.Resources['Thing']?.Properties;

const thing = (properties: object) =>
  templateOf({ Thing: { Type: 'AWS::S3::BucketPolicy', Properties: properties } });

it.each([
  [
    { 'Fn::Sub': `\${Bucket.Arn}/*` },
    { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
  ],
  [{ 'Fn::Sub': `arn:\${AWS::Partition}:s3:::\${Bucket}` }, { 'Fn::GetAtt': ['Bucket', 'Arn'] }],
  [
    { 'Fn::Sub': [`\${A}-b`, { A: { Ref: 'Other' } }] },
    { 'Fn::Join': ['', [{ Ref: 'Other' }, '-b']] },
  ],
  [{ 'Fn::Sub': `arn:\${AWS::Partition}:sns:\${AWS::Region}:1:x` }, 'arn:aws:sns:us-east-1:1:x'],
  [{ Ref: 'Bucket' }, { Ref: 'Bucket' }],
])('cfn-guard is told %j as %j', (said, expected) => {
  expect(propertiesIn(forCfnGuard(thing({ Resource: [said] })))).toEqual({ Resource: [expected] });
});

it('cdk-nag is told the launch template of a mix of machines', () => {
  const specification = { LaunchTemplateId: { Ref: 'Launch' }, Version: '1' };
  const mix = {
    MixedInstancesPolicy: { LaunchTemplate: { LaunchTemplateSpecification: specification } },
  };

  expect(propertiesIn(forCdkNag(thing(mix)))).toEqual({ ...mix, LaunchTemplate: specification });
  expect(propertiesIn(forCdkNag(thing({ Plain: 1 })))).toEqual({ Plain: 1 });
});
