import { type EC2Client, paginateDescribeLaunchTemplateVersions } from '@aws-sdk/client-ec2';
import { findArtifactIn } from '../artifact/artifact-key.ts';

/** Hashes of the artefacts that the versions of a launch template name, newest version first. */
export const listLaunchTemplateArtifacts = async (
  client: EC2Client,
  launchTemplateId: string,
): Promise<readonly string[]> => {
  const found: { version: number; sha256: string }[] = [];
  const input = { LaunchTemplateId: launchTemplateId };
  for await (const page of paginateDescribeLaunchTemplateVersions({ client }, input)) {
    for (const { VersionNumber = 0, LaunchTemplateData } of page.LaunchTemplateVersions ?? []) {
      const userData = Buffer.from(LaunchTemplateData?.UserData ?? '', 'base64').toString('utf8');
      const sha256 = findArtifactIn(userData);
      if (sha256) found.push({ version: VersionNumber, sha256 });
    }
  }
  return found.sort((a, b) => b.version - a.version).map(({ sha256 }) => sha256);
};
