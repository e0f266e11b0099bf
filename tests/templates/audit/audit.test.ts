import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  asList,
  isObject,
  type Json,
  valueAt,
} from '../../../scripts/plugins/literal-template/json.ts';
import { type EvaluatedTemplate, evaluateTemplate } from '../../support/template/evaluate.ts';
import { packageStage } from '../../support/template/package-stage.ts';
import { loadPackaged } from '../../support/template/packaged.ts';
import { getResource, property, resourcesOfType } from '../../support/template/query.ts';

const ownTypes = /^AWS::(CloudTrail|Config|Budgets)::/;

/** Identifier -> inputs of the rules that AWS Config evaluates. */
const configRules: Readonly<Record<string, Json>> = {
  ALB_WAF_ENABLED: null,
  CLOUDTRAIL_S3_DATAEVENTS_ENABLED: null,
  CLOUDWATCH_LOG_GROUP_ENCRYPTED: null,
  CLOUD_TRAIL_ENABLED: null,
  EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK: null,
  EC2_IMDSV2_CHECK: null,
  EC2_INSTANCE_MANAGED_BY_SSM: null,
  EC2_VOLUME_INUSE_CHECK: { deleteOnTermination: 'true' },
  ENCRYPTED_VOLUMES: null,
  IAM_PASSWORD_POLICY: {
    MinimumPasswordLength: '14',
    RequireLowercaseCharacters: 'true',
    RequireUppercaseCharacters: 'true',
    RequireNumbers: 'true',
    RequireSymbols: 'true',
    PasswordReusePrevention: '24',
    MaxPasswordAge: '90',
  },
  IAM_ROOT_ACCESS_KEY_CHECK: null,
  IAM_USER_MFA_ENABLED: null,
  INCOMING_SSH_DISABLED: null,
  MULTI_REGION_CLOUD_TRAIL_ENABLED: null,
  RDS_CLUSTER_MULTI_AZ_ENABLED: null,
  RDS_INSTANCE_PUBLIC_ACCESS_CHECK: null,
  RDS_LOGGING_ENABLED: null,
  REQUIRED_TAGS: { tag1Key: 'project', tag2Key: 'stage', tag3Key: 'owner' },
  RESTRICTED_INCOMING_TRAFFIC: { blockedPort1: '3389' },
  S3_BUCKET_PUBLIC_READ_PROHIBITED: null,
  S3_BUCKET_PUBLIC_WRITE_PROHIBITED: null,
  S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED: null,
  S3_BUCKET_VERSIONING_ENABLED: null,
  VPC_DEFAULT_SECURITY_GROUP_CLOSED: null,
  VPC_FLOW_LOGS_ENABLED: { trafficType: 'ALL' },
};

describe('the stage that owns the account', () => {
  let stack: EvaluatedTemplate;
  const at = (id: string, path: string) => property(getResource(stack, id), path);
  const statementsOf = (id: string, path: string) => asList(at(id, `${path}.Statement`));
  const servicesOf = (id: string, path: string) =>
    statementsOf(id, path).flatMap((one) => asList(valueAt(one, 'Principal.Service')).map(String));

  beforeAll(async () => {
    ({ stack } = await loadPackaged('prod'));
  });

  it('has every rule of AWS Config, with what it needs to know', () => {
    const found = resourcesOfType(stack, 'AWS::Config::ConfigRule').map((rule) => [
      property(rule, 'Source.SourceIdentifier'),
      property(rule, 'InputParameters') ?? null,
    ]);

    expect(found).toHaveLength(Object.keys(configRules).length);
    expect(Object.fromEntries(found)).toEqual(configRules);
  });

  it('asks of passwords what it sets for them', () => {
    const asked = at('IamPasswordPolicyRule', 'InputParameters');
    const set = at('AccountSettings', 'PasswordPolicy');

    const names = Object.keys(isObject(asked) ? asked : {});
    expect(names.map((name) => [name, String(valueAt(set, name))])).toEqual(
      names.map((name) => [name, valueAt(asked, name)]),
    );
    expect(names).toHaveLength(7);
  });

  it('makes no rule before the recorder that feeds it', () => {
    const waiting = resourcesOfType(stack, 'AWS::Config::ConfigRule').map((one) => one.dependsOn);

    expect(new Set(waiting.flat())).toEqual(new Set(['ConfigRecorder']));
    expect(waiting.every((ids) => ids.length === 1)).toBe(true);
  });

  it('records everything there is, and neither recorder nor channel waits for the other', () => {
    expect(at('ConfigRecorder', 'RecordingGroup')).toEqual({
      AllSupported: true,
      IncludeGlobalResourceTypes: true,
    });
    const waits = ['ConfigRecorder', 'ConfigDeliveryChannel'].flatMap((id) => {
      const { dependsOn, references } = getResource(stack, id);
      return [...dependsOn, ...references.map(({ target }) => target)];
    });
    expect(waits).not.toContain('ConfigRecorder');
    expect(waits).not.toContain('ConfigDeliveryChannel');
  });

  it('has a trail of every region, of management and of objects, that shows tampering', () => {
    expect(getResource(stack, 'Trail').properties).toMatchObject({
      IsLogging: true,
      IsMultiRegionTrail: true,
      IncludeGlobalServiceEvents: true,
      EnableLogFileValidation: true,
      KMSKeyId: '<AuditKey.Arn>',
      S3BucketName: '<AuditBucket>',
      CloudWatchLogsLogGroupArn: '<TrailLogGroup.Arn>',
      EventSelectors: [
        {
          ReadWriteType: 'All',
          IncludeManagementEvents: true,
          DataResources: [{ Type: 'AWS::S3::Object', Values: ['arn:aws:s3'] }],
        },
      ],
    });
  });

  it('lets CloudTrail and Config write to the audit bucket, from this account only', () => {
    const allowed = statementsOf('AuditBucketPolicy', 'PolicyDocument').filter(
      (one) => valueAt(one, 'Effect') === 'Allow',
    );

    expect(new Set(servicesOf('AuditBucketPolicy', 'PolicyDocument'))).toEqual(
      new Set(['cloudtrail.amazonaws.com', 'config.amazonaws.com']),
    );
    for (const one of allowed) {
      const source = JSON.stringify(valueAt(one, 'Condition'));
      expect(source).toMatch(/aws:Source(Account|Arn)/);
    }
    expect(servicesOf('AuditKey', 'KeyPolicy').toSorted()).toEqual([
      'budgets.amazonaws.com',
      'cloudtrail.amazonaws.com',
      'config.amazonaws.com',
    ]);
    expect(getResource(stack, 'AuditBucket').deletionPolicy).toBe('Retain');
  });

  it('says when four fifths of the budget are spent, when all of it is, and when it will be', () => {
    const alerts = asList(at('MonthlyBudget', 'NotificationsWithSubscribers'));

    expect(at('MonthlyBudget', 'Budget.BudgetLimit.Unit')).toBe('USD');
    expect(Number(at('MonthlyBudget', 'Budget.BudgetLimit.Amount'))).toBe(1000);
    expect(
      alerts.map((one) => [
        valueAt(one, 'Notification.NotificationType'),
        valueAt(one, 'Notification.Threshold'),
        valueAt(one, 'Subscribers.0.Address'),
      ]),
    ).toEqual([
      ['ACTUAL', 80, '<BudgetTopic>'],
      ['ACTUAL', 100, '<BudgetTopic>'],
      ['FORECASTED', 100, '<BudgetTopic>'],
    ]);
    expect(servicesOf('BudgetTopicPolicy', 'PolicyDocument')).toEqual(['budgets.amazonaws.com']);
  });
});

it.each(['dev', 'staging'] as const)(
  '%s, which does not own the account, has none of it',
  async (stage) => {
    const { stack } = await loadPackaged(stage);

    const found = [...stack.resources.values()].filter(
      ({ id, type }) => ownTypes.test(type) || /^(Audit|Budget|Trail|Config[RD])/.test(id),
    );

    expect(found.map(({ id }) => id)).toEqual([]);
  },
);

it('mails about the budget where a stage names an address, and spends what the stage says', async () => {
  const template = await packageStage('prod', {
    budgetEmail: 'money@shop.example',
    monthlyBudgetUsd: '250',
  });
  const stack = evaluateTemplate(template, { stackName: 'tidemarket-prod' });

  expect(getResource(stack, 'BudgetEmail').properties).toEqual({
    TopicArn: '<BudgetTopic>',
    Protocol: 'email',
    Endpoint: 'money@shop.example',
  });
  expect(Number(property(getResource(stack, 'MonthlyBudget'), 'Budget.BudgetLimit.Amount'))).toBe(
    250,
  );
});
