import type { AutoScalingClient } from '@aws-sdk/client-auto-scaling';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import type { EC2Client } from '@aws-sdk/client-ec2';
import type { ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { RDSClient } from '@aws-sdk/client-rds';
import type { Route53Client } from '@aws-sdk/client-route-53';
import type { S3Client } from '@aws-sdk/client-s3';
import type { SSMClient } from '@aws-sdk/client-ssm';

export type Clients = {
  readonly autoScaling: AutoScalingClient;
  readonly cloudFormation: CloudFormationClient;
  readonly cloudWatch: CloudWatchClient;
  readonly ec2: EC2Client;
  readonly loadBalancing: ElasticLoadBalancingV2Client;
  readonly rds: RDSClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly ssm: SSMClient;
};

/** Every client of this plugin, with osls's region and credentials; loaded only by who needs AWS. */
export const openClients = async (config: object): Promise<Clients> => {
  const [autoScaling, cloudFormation, cloudWatch, ec2, loadBalancing, rds, route53, s3, ssm] =
    await Promise.all([
      import('@aws-sdk/client-auto-scaling'),
      import('@aws-sdk/client-cloudformation'),
      import('@aws-sdk/client-cloudwatch'),
      import('@aws-sdk/client-ec2'),
      import('@aws-sdk/client-elastic-load-balancing-v2'),
      import('@aws-sdk/client-rds'),
      import('@aws-sdk/client-route-53'),
      import('@aws-sdk/client-s3'),
      import('@aws-sdk/client-ssm'),
    ]);
  return {
    autoScaling: new autoScaling.AutoScalingClient(config),
    cloudFormation: new cloudFormation.CloudFormationClient(config),
    cloudWatch: new cloudWatch.CloudWatchClient(config),
    ec2: new ec2.EC2Client(config),
    loadBalancing: new loadBalancing.ElasticLoadBalancingV2Client(config),
    rds: new rds.RDSClient(config),
    route53: new route53.Route53Client(config),
    s3: new s3.S3Client(config),
    ssm: new ssm.SSMClient(config),
  };
};
