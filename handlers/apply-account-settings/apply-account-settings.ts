import type { EC2Client } from '@aws-sdk/client-ec2';
import type { IAMClient } from '@aws-sdk/client-iam';
import {
  closeDefaultSecurityGroup,
  type DefaultGroup,
  findDefaultGroup,
} from './close-default-security-group.ts';
import type { AccountSettingsEvent } from './event.ts';
import { findPolicyChanges, type PolicyChanges, setPasswordPolicy } from './set-password-policy.ts';

export type Services = { readonly ec2: EC2Client; readonly iam: IAMClient };

export type AccountSettingsResult =
  | { readonly outcome: 'left'; readonly because: string }
  | {
      readonly outcome: 'planned' | 'done';
      /** The rules that were there and are, or would be, revoked. */
      readonly defaultSecurityGroup: DefaultGroup;
      readonly passwordPolicy: PolicyChanges | 'not ours';
    };

/** Closes the VPC's default security group and, where given, sets the account's password policy. */
export const applyAccountSettings = async (
  event: AccountSettingsEvent,
  { ec2, iam }: Services,
): Promise<AccountSettingsResult> => {
  if ('RequestType' in event && event.RequestType === 'Delete') {
    return { outcome: 'left', because: 'the group stays closed and the password policy strict' };
  }
  const { DefaultSecurityGroupOf: vpcId, PasswordPolicy: policy } =
    'RequestType' in event ? event.ResourceProperties : event;
  const isDryRun = 'dryRun' in event && event.dryRun;
  const applyPolicy = isDryRun ? findPolicyChanges : setPasswordPolicy;
  const applyGroup = isDryRun ? findDefaultGroup : closeDefaultSecurityGroup;
  return {
    outcome: isDryRun ? 'planned' : 'done',
    defaultSecurityGroup: await applyGroup(ec2, vpcId),
    passwordPolicy: policy ? await applyPolicy(iam, policy) : 'not ours',
  };
};
