import { gunzipSync } from 'node:zlib';
import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  CloudFormationClient,
  DescribeStackResourcesCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation';
import { DescribeLaunchTemplateVersionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Cloud } from './cloud.ts';

type Client = Cloud['client'];

/** Physical ids of a live stack's resources, by logical id. */
export const findPhysicalIds = async (
  client: Client,
  stackName: string,
): Promise<Readonly<Record<string, string>>> => {
  const { StackResources = [] } = await new CloudFormationClient(client).send(
    new DescribeStackResourcesCommand({ StackName: stackName }),
  );
  return Object.fromEntries(
    StackResources.map(({ LogicalResourceId = '', PhysicalResourceId = '' }) => [
      LogicalResourceId,
      PhysicalResourceId,
    ]),
  );
};

export const findOutputs = async (
  client: Client,
  stackName: string,
): Promise<Readonly<Record<string, string>>> => {
  const { Stacks = [] } = await new CloudFormationClient(client).send(
    new DescribeStacksCommand({ StackName: stackName }),
  );
  return Object.fromEntries(
    (Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
      OutputKey,
      OutputValue,
    ]),
  );
};

export const getGroup = async (client: Client, name: string) => {
  const { AutoScalingGroups = [] } = await new AutoScalingClient(client).send(
    new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }),
  );
  const group = AutoScalingGroups[0];
  if (!group) throw new Error(`no group ${name}`);
  return group;
};

/** The versions of a launch template, oldest first, with user data as text. */
export const findLaunchTemplateVersions = async (client: Client, id: string) => {
  const { LaunchTemplateVersions = [] } = await new EC2Client(client).send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId: id }),
  );
  return LaunchTemplateVersions.map(({ VersionNumber = 0, LaunchTemplateData: data }) => ({
    number: VersionNumber,
    data,
    userData: Buffer.from(data?.UserData ?? '', 'base64').toString('utf8'),
  })).sort((one, other) => one.number - other.number);
};

/** A variable that the header of the user data exports. */
export const readExport = (userData: string, name: string): string => {
  const value = new RegExp(`^export ${name}='([^']*)'`, 'm').exec(userData)?.[1];
  if (value === undefined) throw new Error(`the user data does not export ${name}`);
  return value;
};

export const listKeys = async (client: Client, bucket: string, prefix = '') => {
  const { Contents = [] } = await new S3Client(client).send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix }),
  );
  return Contents.map(({ Key = '' }) => Key).sort();
};

export const readTar = async (client: Client, bucket: string, key: string): Promise<Buffer> => {
  const { Body } = await new S3Client(client).send(
    new GetObjectCommand({ Bucket: bucket, Key: key }),
  );
  return gunzipSync((await Body?.transformToByteArray()) ?? new Uint8Array());
};

export const readSecret = async (client: Client, id: string): Promise<string> => {
  const { SecretString = '' } = await new SecretsManagerClient(client).send(
    new GetSecretValueCommand({ SecretId: id }),
  );
  return SecretString;
};
