import { BudgetsClient, DescribeBudgetsCommand } from '@aws-sdk/client-budgets';
import {
  CloudTrailClient,
  DescribeTrailsCommand,
  GetEventSelectorsCommand,
  GetTrailStatusCommand,
} from '@aws-sdk/client-cloudtrail';
import {
  ConfigServiceClient,
  DescribeConfigRulesCommand,
  DescribeConfigurationRecorderStatusCommand,
  DescribeDeliveryChannelsCommand,
} from '@aws-sdk/client-config-service';
import { describe, expect, it } from '@jest/globals';
import type { DeployedStage } from './deployed-stage.ts';

const ruleIdentifiers = [
  'ALB_WAF_ENABLED',
  'CLOUDTRAIL_S3_DATAEVENTS_ENABLED',
  'CLOUDWATCH_LOG_GROUP_ENCRYPTED',
  'CLOUD_TRAIL_ENABLED',
  'EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK',
  'EC2_IMDSV2_CHECK',
  'EC2_INSTANCE_MANAGED_BY_SSM',
  'EC2_VOLUME_INUSE_CHECK',
  'ENCRYPTED_VOLUMES',
  'IAM_PASSWORD_POLICY',
  'IAM_ROOT_ACCESS_KEY_CHECK',
  'IAM_USER_MFA_ENABLED',
  'INCOMING_SSH_DISABLED',
  'MULTI_REGION_CLOUD_TRAIL_ENABLED',
  'RDS_CLUSTER_MULTI_AZ_ENABLED',
  'RDS_INSTANCE_PUBLIC_ACCESS_CHECK',
  'RDS_LOGGING_ENABLED',
  'REQUIRED_TAGS',
  'RESTRICTED_INCOMING_TRAFFIC',
  'S3_BUCKET_PUBLIC_READ_PROHIBITED',
  'S3_BUCKET_PUBLIC_WRITE_PROHIBITED',
  'S3_BUCKET_SERVER_SIDE_ENCRYPTION_ENABLED',
  'S3_BUCKET_VERSIONING_ENABLED',
  'VPC_DEFAULT_SECURITY_GROUP_CLOSED',
  'VPC_FLOW_LOGS_ENABLED',
];

/** What belongs to the account, in the stage that owns it. */
export const describeAudit = (stage: DeployedStage): void => {
  describe('the audit of the account', () => {
    it('trails what is done in every region, and who touches objects', async () => {
      const cloudTrail = new CloudTrailClient(stage.client());
      const { trailList = [] } = await cloudTrail.send(new DescribeTrailsCommand({}));
      const { IsLogging } = await cloudTrail.send(
        new GetTrailStatusCommand({ Name: trailList[0]?.Name }),
      );
      const { EventSelectors = [], AdvancedEventSelectors = [] } = await cloudTrail.send(
        new GetEventSelectorsCommand({ TrailName: trailList[0]?.Name }),
      );

      expect(trailList).toHaveLength(1);
      expect(trailList[0]).toMatchObject({
        IsMultiRegionTrail: true,
        IncludeGlobalServiceEvents: true,
        LogFileValidationEnabled: true,
      });
      expect(trailList[0]?.KmsKeyId).toBeTruthy();
      expect(IsLogging).toBe(true);
      expect(JSON.stringify([EventSelectors, AdvancedEventSelectors])).toContain('AWS::S3::Object');
    });

    it('records the configuration of everything, and delivers it', async () => {
      const config = new ConfigServiceClient(stage.client());
      const { ConfigurationRecordersStatus = [] } = await config.send(
        new DescribeConfigurationRecorderStatusCommand({}),
      );
      const { DeliveryChannels = [] } = await config.send(new DescribeDeliveryChannelsCommand({}));

      expect(ConfigurationRecordersStatus).toHaveLength(1);
      expect(DeliveryChannels[0]?.s3BucketName).toBe(stage.id('AuditBucket'));
    });

    it('watches every rule', async () => {
      const { ConfigRules = [] } = await new ConfigServiceClient(stage.client()).send(
        new DescribeConfigRulesCommand({}),
      );
      const found = new Set(ConfigRules.map(({ Source }) => Source?.SourceIdentifier));

      expect([...found].sort()).toEqual(ruleIdentifiers);
    });

    it('counts the money', async () => {
      const { Budgets = [] } = await new BudgetsClient(stage.client()).send(
        new DescribeBudgetsCommand({ AccountId: '123456789012' }),
      );

      expect(Budgets).toHaveLength(1);
      expect(Budgets[0]).toMatchObject({ BudgetType: 'COST', TimeUnit: 'MONTHLY' });
      expect(Number(Budgets[0]?.BudgetLimit?.Amount)).toBe(1000);
    });
  });
};
