import { describe, expect, it } from '@jest/globals';
import { evaluateTemplate } from '../../support/template/evaluate.ts';
import {
  findTarget,
  getResource,
  referrersOf,
  resourcesOfType,
} from '../../support/template/query.ts';
import { stackOf, templateOf } from './stack-of.ts';

const topic = (properties: object, more: object = {}) => ({
  Type: 'AWS::SNS::Topic',
  Properties: properties,
  ...more,
});

const resolved = (value: unknown, more: object = {}) =>
  stackOf({ Topic: topic({ TopicName: value }), Other: topic({}) }, more).resources.get('Topic')
    ?.properties['TopicName'];

const conditions = {
  Yes: { 'Fn::Equals': ['1', 1] },
  No: { 'Fn::Not': [{ Condition: 'Yes' }] },
  Both: { 'Fn::And': [{ Condition: 'Yes' }, { Condition: 'No' }] },
  Either: { 'Fn::Or': [{ Condition: 'Yes' }, { Condition: 'No' }] },
  InEurope: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] },
};

describe('values', () => {
  it.each([
    ['a text', 'a text'],
    [{ Ref: 'Other' }, '<Other>'],
    [{ Ref: 'AWS::StackName' }, 'tidemarket-test'],
    [{ 'Fn::GetAtt': ['Other', 'TopicArn'] }, '<Other.TopicArn>'],
    [{ 'Fn::GetAtt': 'Other.TopicArn' }, '<Other.TopicArn>'],
    [
      { 'Fn::Sub': `in \${AWS::Region}, \${Other.TopicArn}, \${!Plain}` },
      `in us-east-1, <Other.TopicArn>, \${Plain}`,
    ],
    [{ 'Fn::Sub': [`\${A}-\${Other}`, { A: { Ref: 'AWS::Partition' } }] }, 'aws-<Other>'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'Other' }, 3]] }, 'a/<Other>/3'],
    [{ 'Fn::Select': [1, { 'Fn::Split': [',', 'a,b,c'] }] }, 'b'],
    [{ 'Fn::Select': ['2', { 'Fn::GetAZs': '' }] }, 'us-east-1c'],
    [
      { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 4, 8] }] },
      '<item 0 of <blocks of ["10.0.0.0/16",4,8]>>',
    ],
    [{ 'Fn::Base64': { 'Fn::Sub': `#!/bin/sh \${AWS::Region}` } }, '#!/bin/sh us-east-1'],
    [{ 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'small'] }, 'tiny'],
    [{ 'Fn::ImportValue': 'elsewhere' }, '<import elsewhere>'],
    [{ Ref: 'Size' }, 'large'],
  ])('%j is %j', (value, expected) => {
    const found = resolved(value, {
      Mappings: { Sizes: { 'us-east-1': { small: 'tiny' } } },
      Parameters: { Size: { Type: 'String', Default: 'large' } },
    });

    expect(found).toEqual(expected);
  });

  it('are refused where they cannot be worked out', () => {
    expect(() => resolved({ 'Fn::FindInMap': ['No', 'such', 'map'] })).toThrow(
      'Properties.TopicName',
    );
    expect(() => resolved({ 'Fn::If': ['Missing', 1, 2] })).toThrow('no condition Missing');
  });
});

describe('conditions', () => {
  it.each([
    ['Yes', true],
    ['No', false],
    ['Both', false],
    ['Either', true],
    ['InEurope', false],
  ])('%s is %s', (name, expected) => {
    expect(stackOf({}, { Conditions: conditions }).conditions.get(name)).toBe(expected);
  });

  it('take away resources, outputs, properties and items of lists', () => {
    const stack = stackOf(
      {
        Here: topic(
          {
            TopicName: { 'Fn::If': ['No', 'a', { Ref: 'AWS::NoValue' }] },
            Tags: [{ 'Fn::If': ['No', 1, { Ref: 'AWS::NoValue' }] }, 2],
            DisplayName: { 'Fn::If': ['Yes', { Ref: 'There' }, { Ref: 'Gone' }] },
          },
          { Condition: 'Yes' },
        ),
        There: topic({}),
        Gone: topic({}, { Condition: 'No' }),
      },
      {
        Conditions: conditions,
        Outputs: { Lost: { Value: 'x', Condition: 'No' }, Kept: { Value: { Ref: 'Here' } } },
      },
    );

    expect([...stack.resources.keys()]).toEqual(['Here', 'There']);
    expect(getResource(stack, 'Here').properties).toEqual({ Tags: [2], DisplayName: '<There>' });
    expect([...stack.outputs]).toEqual([['Kept', '<Here>']]);
    expect(referrersOf(stack, 'Gone')).toEqual([]);
  });

  it('are refused when they ask themselves', () => {
    const circle = { A: { Condition: 'B' }, B: { 'Fn::Not': [{ Condition: 'A' }] } };

    expect(() => stackOf({}, { Conditions: circle })).toThrow('the condition A asks itself');
  });

  it('follow the parameters that are given', () => {
    const template = templateOf(
      { Topic: topic({}, { Condition: 'Big' }) },
      {
        Parameters: { Size: { Type: 'String', Default: 'small' } },
        Conditions: { Big: { 'Fn::Equals': [{ Ref: 'Size' }, 'big'] } },
      },
    );

    const count = (size: string) =>
      evaluateTemplate(template, { stackName: 's', parameters: { Size: size } }).resources.size;
    expect([count('big'), count('small')]).toEqual([1, 0]);
  });
});

describe('queries', () => {
  const stack = stackOf({
    Alarms: topic({ TopicName: { 'Fn::Sub': `\${Queue.Arn}` } }, { DependsOn: 'Queue' }),
    Queue: { Type: 'AWS::SQS::Queue' },
  });

  it('find by type, by name and by what a value names', () => {
    expect(resourcesOfType(stack, 'AWS::SQS::Queue').map(({ id }) => id)).toEqual(['Queue']);
    expect(findTarget(stack, '<Queue.Arn>')?.id).toBe('Queue');
    expect(findTarget(stack, 'plain')).toBeUndefined();
    expect(() => getResource(stack, 'None')).toThrow('the template has no None');
  });

  it('tell who names a resource, and where', () => {
    const [referrer] = referrersOf(stack, 'Queue');

    expect(referrer?.references).toEqual([
      { target: 'Queue', attribute: 'Arn', path: 'Properties.TopicName' },
    ]);
    expect(referrer?.dependsOn).toEqual(['Queue']);
  });
});
