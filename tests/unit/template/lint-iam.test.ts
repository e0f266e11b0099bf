import { describe, expect, it } from '@jest/globals';
import { complaints } from './stack-of.ts';

const trust = {
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
};

const allow = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' };

const role = (
  statement: object,
  { document = {}, trusted = trust }: { document?: object; trusted?: object } = {},
) => ({
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: trusted,
      Policies: [
        {
          PolicyName: 'p',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [{ ...allow, ...statement }],
            ...document,
          },
        },
      ],
    },
  },
});

const policy = 'Role.Properties.Policies.0.PolicyDocument';

describe('a right policy', () => {
  it.each([
    [{}],
    [{ Action: ['s3:Get*', 'kms:ReEncrypt*', 'ssmmessages:OpenDataChannel'] }],
    [{ Action: 'lambda:InvokeFunction', Resource: '*', Sid: 'Call1' }],
    [{ Condition: { 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': 'a*' } } }],
    [{ Condition: { Null: { 'kms:ViaService': 'false' } } }],
  ])('%j', (statement) => {
    expect(complaints(role(statement))).toEqual([]);
  });
});

describe('a wrong statement', () => {
  it.each<[string, object, string]>([
    ['effect', { Effect: 'allow' }, 'Effect is allow'],
    ['action without service', { Action: 'GetObject' }, 'GetObject is no action'],
    ['action that is not there', { Action: 's3:GetObjekt' }, 'AWS has no action s3:GetObjekt'],
    ['pattern that fits nothing', { Action: 'rds:Wreck*' }, 'AWS has no action rds:Wreck*'],
    [
      'service that is not there',
      { Action: 'rdss:CreateDBCluster' },
      'AWS has no action rdss:CreateDBCluster',
    ],
    ['two kinds of action', { NotAction: 's3:*' }, 'is to have either Action or NotAction'],
    ['resource', { Resource: 'bucket' }, 'bucket is no ARN'],
    ['short ARN', { Resource: 'arn:aws:s3:b' }, 'arn:aws:s3:b is no ARN'],
    ['principal', { Principal: '*' }, 'takes no Principal'],
    ['key', { Conditions: {} }, 'Conditions is no key of a statement'],
    [
      'operator',
      { Condition: { StringEqual: { 'aws:a': 'b' } } },
      'StringEqual is no condition operator',
    ],
    [
      'condition key',
      { Condition: { StringEquals: { SourceArn: 'b' } } },
      'SourceArn is no condition key',
    ],
    ['name', { Sid: 'Call it' }, 'Sid Call it has a sign'],
  ])('%s', (_, statement, message) => {
    expect(complaints(role(statement))).toEqual([`${policy}.Statement.0: ${message}`]);
  });
});

describe('a wrong document', () => {
  it('has no version', () => {
    expect(complaints(role({}, { document: { Version: '2008-10-17' } }))).toEqual([
      `${policy}: lacks Version 2012-10-17, so variables do not work`,
    ]);
  });

  it('has no statement', () => {
    expect(complaints(role({}, { document: { Statement: [] } }))).toEqual([
      `${policy}: has no statement`,
    ]);
  });

  it('has a name twice', () => {
    const twice = {
      Statement: [
        { ...allow, Sid: 'One' },
        { ...allow, Sid: 'One' },
      ],
    };

    expect(complaints(role({}, { document: twice }))).toEqual([
      `${policy}: has two statements One`,
    ]);
  });

  it('trusts what is no service', () => {
    const trusted = {
      ...trust,
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2' }, Action: 'sts:AssumeRole' }],
    };

    expect(complaints(role({}, { trusted }))).toEqual([
      'Role.Properties.AssumeRolePolicyDocument.Statement.0: ec2 is no service',
    ]);
  });

  it('is longer than a role may hold', () => {
    const resources = Array.from(
      { length: 400 },
      (_, index) => `arn:aws:s3:::bucket-${index}/some/*`,
    );

    expect(complaints(role({ Resource: resources }))).toEqual([
      expect.stringMatching(/^Role\.Properties\.Policies: \d+ characters are over 10240$/),
    ]);
  });

  it('guards a resource and says nobody', () => {
    const queuePolicy = {
      Policy: {
        Type: 'AWS::SQS::QueuePolicy',
        Properties: {
          Queues: ['q'],
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: { ...allow, Action: 'sqs:SendMessage' },
          },
        },
      },
    };

    expect(complaints(queuePolicy)).toEqual([
      'Policy.Properties.PolicyDocument.Statement.0: lacks Principal',
    ]);
  });
});
