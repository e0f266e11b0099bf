import { DescribeLaunchTemplateVersionsCommand, type EC2Client } from '@aws-sdk/client-ec2';

export type TemplateVersion = {
  readonly version: number;
  readonly madeAt: string | undefined;
  /** Beginning of the storefront's checksum, as `sls rollback-storefront --list` shows it. */
  readonly storefront: string | undefined;
};

const most = 20;

const findStorefront = (userData = ''): string | undefined =>
  /^export ARTIFACT_SHA256='([0-9a-f]{12})/m.exec(
    Buffer.from(userData, 'base64').toString('utf8'),
  )?.[1];

/** The newest versions of a launch template, newest first. */
export const listVersions = async (
  ec2: EC2Client,
  LaunchTemplateId: string,
): Promise<readonly TemplateVersion[]> => {
  const { LaunchTemplateVersions = [] } = await ec2.send(
    new DescribeLaunchTemplateVersionsCommand({ LaunchTemplateId, MaxResults: 200 }),
  );
  return LaunchTemplateVersions.map((it) => ({
    version: it.VersionNumber ?? 0,
    madeAt: it.CreateTime?.toISOString(),
    storefront: findStorefront(it.LaunchTemplateData?.UserData),
  }))
    .sort((one, other) => other.version - one.version)
    .slice(0, most);
};
