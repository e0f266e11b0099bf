import {
  DescribeSecurityGroupsCommand,
  type EC2Client,
  paginateDescribeSecurityGroupRules,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
} from '@aws-sdk/client-ec2';
import { Failure } from '../shared/failure.ts';

type Rules = { readonly ingress: readonly string[]; readonly egress: readonly string[] };

export type DefaultGroup = { readonly groupId: string } & Rules;

const rulesPerRequest = 100;
const maxRounds = 5;

const findGroupId = async (ec2: EC2Client, vpcId: string): Promise<string> => {
  const { SecurityGroups = [] } = await ec2.send(
    new DescribeSecurityGroupsCommand({
      Filters: [
        { Name: 'vpc-id', Values: [vpcId] },
        { Name: 'group-name', Values: ['default'] },
      ],
    }),
  );
  const groupId = SecurityGroups[0]?.GroupId;
  if (groupId) return groupId;
  throw new Failure(
    'VPC_NOT_FOUND',
    `No default security group was found in ${vpcId}`,
    'Give the id of a VPC in this account and region.',
  );
};

const listRules = async (ec2: EC2Client, groupId: string): Promise<Rules> => {
  const ingress: string[] = [];
  const egress: string[] = [];
  const pages = paginateDescribeSecurityGroupRules(
    { client: ec2 },
    { Filters: [{ Name: 'group-id', Values: [groupId] }] },
  );
  for await (const { SecurityGroupRules = [] } of pages) {
    for (const { SecurityGroupRuleId: id, IsEgress } of SecurityGroupRules) {
      if (id) (IsEgress ? egress : ingress).push(id);
    }
  }
  return { ingress, egress };
};

const chunks = (ids: readonly string[]): readonly string[][] =>
  Array.from({ length: Math.ceil(ids.length / rulesPerRequest) }, (_, index) =>
    ids.slice(index * rulesPerRequest, (index + 1) * rulesPerRequest),
  );

/** Somebody else has just revoked one of the rules: what is left is seen in the next round. */
const isGone = (error: unknown): boolean =>
  error instanceof Error && /^Invalid(SecurityGroupRuleId|Permission)\.NotFound$/.test(error.name);

const unlessGone = async (request: Promise<unknown>): Promise<void> => {
  await request.catch((error) => {
    if (!isGone(error)) throw error;
  });
};

const revoke = async (ec2: EC2Client, { groupId: GroupId, ingress, egress }: DefaultGroup) => {
  for (const SecurityGroupRuleIds of chunks(ingress)) {
    await unlessGone(
      ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds })),
    );
  }
  for (const SecurityGroupRuleIds of chunks(egress)) {
    await unlessGone(
      ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, SecurityGroupRuleIds })),
    );
  }
};

/**
 * The VPC's default security group and the ids of its rules.
 * @throws Failure VPC_NOT_FOUND
 */
export const findDefaultGroup = async (ec2: EC2Client, vpcId: string): Promise<DefaultGroup> => {
  const groupId = await findGroupId(ec2, vpcId);
  return { groupId, ...(await listRules(ec2, groupId)) };
};

/**
 * Revokes every rule of the VPC's default security group and returns what was revoked.
 * @throws Failure VPC_NOT_FOUND, GROUP_NOT_CLOSED when somebody keeps adding rules
 */
export const closeDefaultSecurityGroup = async (
  ec2: EC2Client,
  vpcId: string,
): Promise<DefaultGroup> => {
  const groupId = await findGroupId(ec2, vpcId);
  const ingress = new Set<string>();
  const egress = new Set<string>();
  for (let round = 0; round < maxRounds; round += 1) {
    const rules = await listRules(ec2, groupId);
    if (rules.ingress.length + rules.egress.length === 0) {
      return { groupId, ingress: [...ingress], egress: [...egress] };
    }
    await revoke(ec2, { groupId, ...rules });
    for (const id of rules.ingress) ingress.add(id);
    for (const id of rules.egress) egress.add(id);
  }
  throw new Failure(
    'GROUP_NOT_CLOSED',
    `Security group ${groupId} still has rules after ${maxRounds} rounds`,
    'Find in CloudTrail who adds them, then deploy again.',
  );
};
