import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeLaunchTemplateVersionsCommand } from '@aws-sdk/client-ec2';
import { HeadObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { type Clients, openClients } from '../../../scripts/plugins/storefront/aws/clients.ts';
import {
  type LiveStack,
  openLiveStack,
} from '../../../scripts/plugins/storefront/aws/live-stack.ts';
import type { AwsEmulator } from '../../support/aws-emulator.ts';

/** What can be seen from outside of a stage in emulated AWS. */
export type EmulatedStage = {
  readonly clients: Clients;
  readonly stack: LiveStack;
  readonly bucket: (logicalId: string) => Promise<string>;
  readonly keys: (logicalId: string, prefix?: string) => Promise<readonly string[]>;
  readonly head: (logicalId: string, key: string) => Promise<HeadObject>;
  /** User data of each version of the launch template, oldest first. */
  readonly userData: () => Promise<readonly string[]>;
  readonly setDesired: (count: number) => Promise<void>;
};

type HeadObject = {
  readonly type: string | undefined;
  readonly cacheControl: string | undefined;
  readonly encryption: string | undefined;
};

export const openEmulatedStage = async (
  { endpoint }: AwsEmulator,
  stackName: string,
): Promise<EmulatedStage> => {
  const config = {
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    forcePathStyle: true,
  };
  const clients = await openClients(config);
  const stack = openLiveStack(clients.cloudFormation, stackName);
  const find = async (logicalId: string) => {
    const id = await stack.findPhysicalId(logicalId);
    if (!id) throw new Error(`${stackName} has no ${logicalId}`);
    return id;
  };
  return {
    clients,
    stack,
    bucket: find,
    keys: async (logicalId, Prefix = '') => {
      const answer = await clients.s3.send(
        new ListObjectsV2Command({ Bucket: await find(logicalId), Prefix }),
      );
      return (answer.Contents ?? []).map(({ Key = '' }) => Key);
    },
    head: async (logicalId, Key) => {
      const answer = await clients.s3.send(
        new HeadObjectCommand({ Bucket: await find(logicalId), Key }),
      );
      return {
        type: answer.ContentType,
        cacheControl: answer.CacheControl,
        encryption: answer.ServerSideEncryption,
      };
    },
    userData: async () => {
      const { LaunchTemplateVersions = [] } = await clients.ec2.send(
        new DescribeLaunchTemplateVersionsCommand({
          LaunchTemplateId: await find('StorefrontLaunchTemplate'),
        }),
      );
      return LaunchTemplateVersions.toSorted(
        (a, b) => (a.VersionNumber ?? 0) - (b.VersionNumber ?? 0),
      ).map(({ LaunchTemplateData }) =>
        Buffer.from(LaunchTemplateData?.UserData ?? '', 'base64').toString('utf8'),
      );
    },
    setDesired: async (DesiredCapacity) => {
      const client = new AutoScalingClient(config);
      const name = await find('StorefrontGroup');
      await client.send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity }),
      );
      await client.send(new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [name] }));
    },
  };
};
