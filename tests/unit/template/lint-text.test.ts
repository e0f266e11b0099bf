import { describe, expect, it } from '@jest/globals';
import { complaints } from './stack-of.ts';

const queue = (properties: object = {}, more: object = {}) => ({
  Type: 'AWS::SQS::Queue',
  Properties: properties,
  ...more,
});
const group = (description: string) => ({
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { GroupDescription: description } },
});

describe('names lead somewhere', () => {
  it.each<[string, object, object, string]>([
    [
      'Ref',
      { Queue: queue({ QueueName: { Ref: 'Lost' } }) },
      {},
      'Queue.Properties.QueueName: there is no Lost',
    ],
    [
      'Sub',
      { Queue: queue({ QueueName: { 'Fn::Sub': `a-\${Lost}` } }) },
      {},
      'Queue.Properties.QueueName: there is no Lost',
    ],
    [
      'attribute',
      { Queue: queue({ QueueName: { 'Fn::GetAtt': ['Other', 'Size'] } }), Other: queue() },
      {},
      'Queue.Properties.QueueName: AWS::SQS::Queue has no attribute Size',
    ],
    [
      'DependsOn',
      { Queue: queue({}, { DependsOn: ['Lost'] }) },
      {},
      'Queue.DependsOn: there is no resource Lost',
    ],
    [
      'Condition',
      { Queue: queue({}, { Condition: 'Lost' }) },
      {},
      'Queue: there is no condition Lost',
    ],
    [
      'Fn::If',
      { Queue: queue({ DelaySeconds: { 'Fn::If': ['Lost', 1, 2] } }) },
      {},
      'Queue: there is no condition Lost',
    ],
    [
      'output',
      {},
      { Outputs: { Name: { Value: { Ref: 'Lost' } } } },
      'Outputs.Name.Value: there is no Lost',
    ],
    [
      'mapping',
      { Queue: queue({ QueueName: { 'Fn::FindInMap': ['Lost', 'a', 'b'] } }) },
      {},
      'Mappings.Lost: there is no such mapping',
    ],
  ])('%s', (_, resources, more, expected) => {
    expect(complaints(resources, more)).toEqual([expected]);
  });
});

describe('everything there is asked', () => {
  it.each<[string, object, string]>([
    [
      'condition',
      { Conditions: { Idle: { 'Fn::Equals': ['a', 'a'] } } },
      'Conditions.Idle: nothing asks this condition',
    ],
    [
      'mapping',
      { Mappings: { Idle: { a: { b: 'c' } } } },
      'Mappings.Idle: nothing asks this mapping',
    ],
    [
      'parameter',
      { Parameters: { Idle: { Type: 'String' } } },
      'Parameters.Idle: nothing asks this parameter',
    ],
  ])('%s', (_, more, expected) => {
    expect(complaints({ Queue: queue() }, more)).toEqual([expected]);
  });
});

it('finds circles, by reference and by DependsOn', () => {
  const findings = complaints({
    A: queue({ QueueName: { 'Fn::Sub': `\${B}-a` } }),
    B: queue({}, { DependsOn: 'C' }),
    C: queue({ QueueName: { 'Fn::GetAtt': ['A', 'QueueName'] } }),
  });

  expect(findings).toEqual(['A: waits for itself: A -> B -> C -> A']);
});

describe('policies for what is removed', () => {
  const bucket = (more: object) => ({ Bucket: { Type: 'AWS::S3::Bucket', ...more } });

  it.each<[string, object, readonly string[]]>([
    ['both said', bucket({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Delete' }), []],
    [
      'none said',
      bucket({}),
      [
        'Bucket.DeletionPolicy: is not said, for a resource that has state',
        'Bucket.UpdateReplacePolicy: is not said, for a resource that has state',
      ],
    ],
    [
      'no such word',
      bucket({ DeletionPolicy: 'Keep', UpdateReplacePolicy: 'Retain' }),
      ['Bucket.DeletionPolicy: is "Keep", which is no such policy'],
    ],
    [
      'a snapshot of a bucket',
      bucket({ DeletionPolicy: 'Snapshot', UpdateReplacePolicy: 'Retain' }),
      ['Bucket.DeletionPolicy: is Snapshot, which AWS::S3::Bucket cannot take'],
    ],
  ])('%s', (_, resources, expected) => {
    expect(complaints(resources)).toEqual(expected);
  });
});

describe('sizes', () => {
  it('counts resources', () => {
    const many = Object.fromEntries(
      Array.from({ length: 401 }, (_, index) => [`Q${index}`, queue()]),
    );

    expect(complaints(many)).toEqual(['Template.Resources: 401 is over 400']);
  });

  it('measures the template', () => {
    const long = { Queue: queue({}, { Metadata: { Text: 'x'.repeat(1_000_000) } }) };

    expect(complaints(long)).toEqual([
      expect.stringMatching(/^Template\.bytes: \d+ is over 1000000$/),
    ]);
  });

  it('measures user data before it is encoded', () => {
    const launch = {
      Launch: {
        Type: 'AWS::EC2::LaunchTemplate',
        Properties: {
          LaunchTemplateData: {
            UserData: { 'Fn::Base64': { 'Fn::Join': ['', ['#!/bin/bash\n', '#'.repeat(16_400)]] } },
          },
        },
      },
    };

    expect(complaints(launch)).toEqual([
      'Launch.Properties.LaunchTemplateData.UserData: 16412 bytes are over 16384',
    ]);
  });
});

it("refuses an apostrophe in a security group's description", () => {
  expect(complaints(group('Shop - all is well'))).toEqual([]);
  expect(complaints(group("Shop's"))).toEqual([
    "Group.Properties.GroupDescription: EC2 refuses this text: Shop's",
  ]);
});
