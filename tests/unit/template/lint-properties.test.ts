import { describe, expect, it } from '@jest/globals';
import { complaints } from './stack-of.ts';

const queue = (properties: object) => ({
  Queue: { Type: 'AWS::SQS::Queue', Properties: properties },
});

const launchTemplate = (data: object) => ({
  Launch: { Type: 'AWS::EC2::LaunchTemplate', Properties: { LaunchTemplateData: data } },
});

const conditions = { Conditions: { Sometimes: { 'Fn::Equals': ['a', 'b'] } } };

it('a right template has no finding', () => {
  const findings = complaints(
    {
      ...queue({
        DelaySeconds: { 'Fn::If': ['Sometimes', 5, { Ref: 'AWS::NoValue' }] },
        QueueName: { 'Fn::Sub': `\${AWS::StackName}-queue` },
        RedrivePolicy: { maxReceiveCount: 3 },
        Tags: [{ Key: 'a', Value: 'b' }],
      }),
      ...launchTemplate({ SecurityGroupIds: { 'Fn::Split': [',', 'a,b'] } }),
      Special: { Type: 'Custom::Thing', Properties: { ServiceToken: 'arn', Anything: [1] } },
    },
    conditions,
  );

  expect(findings).toEqual([]);
});

describe('a finding says where and what', () => {
  it.each<[string, object, string]>([
    ['type', { Thing: { Type: 'AWS::SQS::Quue' } }, 'Thing.Type: there is no type AWS::SQS::Quue'],
    ['name', queue({ Delay: 1 }), 'Queue.Properties.Delay: is no such property'],
    [
      'nested name',
      launchTemplate({ MetadataOptions: { HttpToken: 'required' } }),
      'Launch.Properties.LaunchTemplateData.MetadataOptions.HttpToken: is no such property',
    ],
    [
      'lacking',
      { Launch: { Type: 'AWS::EC2::LaunchTemplate' } },
      'Launch.Properties: lacks LaunchTemplateData',
    ],
    [
      'sometimes lacking',
      {
        Launch: {
          Type: 'AWS::EC2::LaunchTemplate',
          Properties: {
            LaunchTemplateData: { 'Fn::If': ['Sometimes', {}, { Ref: 'AWS::NoValue' }] },
          },
        },
      },
      'Launch.Properties: lacks LaunchTemplateData',
    ],
    [
      'number',
      queue({ DelaySeconds: 'five' }),
      'Queue.Properties.DelaySeconds: is to be a whole number',
    ],
    [
      'a branch',
      queue({ DelaySeconds: { 'Fn::If': ['Sometimes', 1, 'five'] } }),
      'Queue.Properties.DelaySeconds: is to be a whole number',
    ],
    ['boolean', queue({ FifoQueue: 'true' }), 'Queue.Properties.FifoQueue: is to be true or false'],
    ['text', queue({ QueueName: ['a'] }), 'Queue.Properties.QueueName: is to be a text'],
    ['list', queue({ Tags: { a: 'b' } }), 'Queue.Properties.Tags: is to be a list'],
    ['tag', queue({ Tags: [{ Key: 'a' }] }), 'Queue.Properties.Tags.0: lacks Value'],
    [
      'map',
      launchTemplate({ Monitoring: true }),
      'Launch.Properties.LaunchTemplateData.Monitoring: is to be a map',
    ],
    [
      'list for text',
      queue({ FifoThroughputLimit: { 'Fn::Split': [',', 'a,b'] } }),
      'Queue.Properties.FifoThroughputLimit: is to be a scalar, and Fn::Split gives a list',
    ],
    [
      'text for list',
      launchTemplate({ SecurityGroupIds: { 'Fn::Sub': 'sg-1' } }),
      'Launch.Properties.LaunchTemplateData.SecurityGroupIds: is to be a list, and Fn::Sub gives a scalar',
    ],
    ['read-only', queue({ Arn: 'mine' }), 'Queue.Properties.Arn: is read-only: AWS sets it'],
    [
      'custom resource',
      { Special: { Type: 'Custom::Thing', Properties: {} } },
      'Special.Properties: lacks ServiceToken',
    ],
  ])('%s', (_, resources, expected) => {
    const more = JSON.stringify(resources).includes('Sometimes') ? conditions : {};

    expect(complaints(resources, more)).toEqual([expected]);
  });

  it('allowed values', () => {
    const function_ = {
      Function: {
        Type: 'AWS::Lambda::Function',
        Properties: {
          Code: { ZipFile: '' },
          Role: 'arn:aws:iam::1:role/x',
          Runtime: 'nodejs24.x',
          PackageType: 'Tar',
        },
      },
    };

    expect(complaints(function_)).toEqual([
      'Function.Properties.PackageType: is Tar, not one of Image, Zip',
    ]);
  });
});
