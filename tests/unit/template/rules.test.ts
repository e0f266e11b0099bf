import { describe, expect, it } from '@jest/globals';
import { formatFinding } from '../../support/template/finding.ts';
import { isPublicBlock } from '../../support/template/rules/cidr.ts';
import { findExposure } from '../../support/template/rules/exposure.ts';
import { findNameClashes } from '../../support/template/rules/names.ts';
import { readStoppingTimes } from '../../support/template/rules/stopping.ts';
import { findWildcards, isDataAction } from '../../support/template/rules/wildcards.ts';
import { stackOf } from './stack-of.ts';

it.each([
  ['10.0.0.0/16', false],
  ['10.0.0.0/7', true],
  ['172.31.0.0/16', false],
  ['172.32.0.0/16', true],
  ['192.168.1.1/32', false],
  ['127.0.0.1/32', false],
  ['0.0.0.0/0', true],
  ['0.0.0.0/1', true],
  ['8.8.8.8/32', true],
  ['::/0', true],
  ['2001:db8::/32', true],
  ['fd00::/8', false],
])('%s is public: %s', (block, expected) => {
  expect(isPublicBlock(block)).toBe(expected);
});

describe('exposure', () => {
  const open = {
    IpProtocol: 'tcp',
    FromPort: 443,
    ToPort: 443,
    CidrIp: '0.0.0.0/0',
  };
  const balancer = {
    Group: {
      Type: 'AWS::EC2::SecurityGroup',
      Properties: { GroupDescription: 'x', SecurityGroupIngress: [open] },
    },
    Balancer: {
      Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      Properties: { SecurityGroups: [{ Ref: 'Group' }] },
    },
  };

  it('lets the world reach a load balancer while there is no edge', () => {
    expect(findExposure(stackOf(balancer))).toEqual([]);
  });

  it('does not once there is one', () => {
    const edge = { Edge: { Type: 'AWS::CloudFront::Distribution', Properties: {} } };

    expect(findExposure(stackOf({ ...balancer, ...edge })).map(formatFinding)).toEqual([
      'Group.Properties.SecurityGroupIngress.0: opens Group to 0.0.0.0/0, past CloudFront',
    ]);
  });

  it('sees that another thing shares the open group', () => {
    const shared = {
      Machine: {
        Type: 'AWS::EC2::Instance',
        Properties: { SecurityGroupIds: [{ 'Fn::GetAtt': ['Group', 'GroupId'] }] },
      },
    };

    expect(findExposure(stackOf({ ...balancer, ...shared })).map(formatFinding)).toEqual([
      'Group.Properties.SecurityGroupIngress.0: opens Machine to 0.0.0.0/0',
    ]);
  });
});

describe('wildcards', () => {
  const may = (statement: object) =>
    findWildcards(
      stackOf({
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {},
            Policies: [
              { PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', ...statement } } },
            ],
          },
        },
      }),
    ).map(({ may: action, on }) => `${action} on ${on}`);

  it.each([
    ['s3:GetObject', 'arn:aws:s3:::bucket/folder/*'],
    ['logs:PutLogEvents', 'arn:aws:logs:us-east-1:1:log-group:/aws/lambda/one:*'],
    ['kms:Decrypt', { Ref: 'AWS::StackId' }],
    [
      'autoscaling:UpdateAutoScalingGroup',
      'arn:aws:autoscaling:us-east-1:1:autoScalingGroup:*:autoScalingGroupName/shop',
    ],
  ])('%s on %j names what it is for', (action, resource) => {
    expect(may({ Action: action, Resource: resource })).toEqual([]);
  });

  it.each([
    ['s3:Get*', 'arn:aws:s3:::bucket/folder', 's3:Get* on arn:aws:s3:::bucket/folder'],
    ['s3:GetObject', '*', 's3:GetObject on *'],
    ['s3:GetObject', 'arn:aws:s3:::*', 's3:GetObject on arn:aws:s3:::*'],
    ['sqs:SendMessage', 'arn:aws:sqs:*:1:queue', 'sqs:SendMessage on arn:aws:sqs:*:1:queue'],
    [
      'kms:Decrypt',
      'arn:aws:kms:us-east-1:1:key/*',
      'kms:Decrypt on arn:aws:kms:us-east-1:1:key/*',
    ],
  ])('%s on %s is wide', (action, resource, expected) => {
    expect(may({ Action: action, Resource: resource })).toEqual([expected]);
  });

  it('counts what is not excluded as everything', () => {
    expect(may({ NotAction: 'iam:CreateUser', NotResource: 'arn:aws:s3:::b' })).toEqual(['* on *']);
  });

  it.each([
    ['s3:GetObject', true],
    ['s3:*', true],
    ['*', true],
    ['kms:Decrypt', true],
    ['iam:PassRole', true],
    ['dynamodb:GetItem', true],
    ['ec2:DescribeTags', false],
    ['ssmmessages:OpenDataChannel', false],
  ])('%s is on data: %s', (action, expected) => {
    expect(isDataAction(action)).toBe(expected);
  });
});

it('two stacks claim a name when both give it to the same type', () => {
  const queue = (name: string) =>
    stackOf({ Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: name } } });

  expect(findNameClashes(queue('dev-q'), queue('prod-q'))).toEqual([]);
  expect(findNameClashes(queue('q'), queue('q')).map(formatFinding)).toEqual([
    "Queue.Properties.QueueName: q is another stack's too",
  ]);
});

it('the times to stop are read from all three places, in seconds', () => {
  const stack = stackOf({
    StorefrontTargetGroup: {
      Type: 'AWS::ElasticLoadBalancingV2::TargetGroup',
      Properties: {
        TargetGroupAttributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
      },
    },
    StorefrontLaunchTemplate: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: { LaunchTemplateData: { UserData: 'PORT=1\nSTOP_TIMEOUT_MS=40000\n' } },
    },
  });

  expect(readStoppingTimes(stack, '[Service]\nTimeoutStopSec=1min\n')).toEqual({
    deregistration: 30,
    storefront: 40,
    unit: 60,
  });
  expect(() => readStoppingTimes(stack, '[Service]\n')).toThrow('is not said');
});
