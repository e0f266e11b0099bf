import type { Template } from '../../../scripts/plugins/storefront/osls.ts';

export const hashOf = (digit: string): string => digit.repeat(64);

/** A template with a storefront, like the packaged one. */
export const buildTemplate = ({
  sha256 = hashOf('a'),
  minSize = 1,
  maxSize = 4,
  instanceType = 't4g.small',
}: {
  sha256?: string;
  minSize?: number;
  maxSize?: number;
  instanceType?: string;
} = {}): Template => ({
  Resources: {
    StorefrontLaunchTemplate: {
      Type: 'AWS::EC2::LaunchTemplate',
      Properties: {
        LaunchTemplateData: {
          InstanceType: instanceType,
          UserData: {
            'Fn::Base64': {
              'Fn::Join': [
                '',
                [
                  {
                    'Fn::Sub': `export ARTIFACT_KEY='storefront/${sha256}.tar.gz'\nexport ARTIFACT_SHA256='${sha256}'\n`,
                  },
                ],
              ],
            },
          },
        },
      },
    },
    StorefrontGroup: {
      Type: 'AWS::AutoScaling::AutoScalingGroup',
      UpdatePolicy: {
        AutoScalingRollingUpdate: { MinInstancesInService: String(minSize), MaxBatchSize: 1 },
      },
      Properties: {
        MinSize: String(minSize),
        MaxSize: String(maxSize),
        VPCZoneIdentifier: [{ Ref: 'AppSubnetA' }],
      },
    },
    DatabaseMigration: {
      Type: 'Custom::DatabaseMigration',
      Properties: { MigrationsHash: hashOf('1') },
    },
  },
});
