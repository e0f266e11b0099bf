import { expect, it } from '@jest/globals';
import { applyConditions } from '../../../scripts/plugins/literal-template/apply-conditions.ts';
import { templateOf } from './stack-of.ts';

it('leaves nothing of what conditions take away, and every other function as it is', () => {
  const template = templateOf(
    {
      Kept: {
        Type: 'AWS::SNS::Topic',
        Condition: 'Yes',
        DependsOn: ['Gone', 'Other'],
        Properties: {
          TopicName: { 'Fn::If': ['Yes', { 'Fn::Sub': `\${AWS::StackName}` }, 'no'] },
          Tags: [{ 'Fn::If': ['No', { Key: 'a', Value: 'b' }, { Ref: 'AWS::NoValue' }] }],
          DisplayName: { 'Fn::If': ['No', 'x', { Ref: 'AWS::NoValue' }] },
        },
      },
      Gone: { Type: 'AWS::SNS::Topic', Condition: 'No' },
      Other: { Type: 'AWS::SNS::Topic' },
    },
    {
      Conditions: {
        Yes: { 'Fn::Equals': ['a', 'a'] },
        No: { 'Fn::Equals': ['a', 'b'] },
      },
      Outputs: { Gone: { Condition: 'No', Value: { Ref: 'Gone' } } },
    },
  );

  const folded = applyConditions(template, { stackName: 'tidemarket-test' });

  expect(folded.Conditions).toEqual({});
  expect(folded.Outputs).toEqual({});
  expect(folded.Resources).toEqual({
    Kept: {
      Type: 'AWS::SNS::Topic',
      DependsOn: ['Other'],
      Properties: { TopicName: { 'Fn::Sub': `\${AWS::StackName}` }, Tags: [] },
    },
    Other: { Type: 'AWS::SNS::Topic' },
  });
});
