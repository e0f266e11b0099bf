import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DescribeSecurityGroupsCommand,
  EC2Client,
} from '@aws-sdk/client-ec2';
import { GetAccountPasswordPolicyCommand, IAMClient } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  applyAccountSettings,
  type Services,
} from '../../../handlers/apply-account-settings/apply-account-settings.ts';
import { accountSettingsEvent } from '../../../handlers/apply-account-settings/event.ts';
import { buildHandler } from '../../../handlers/shared/build-handler.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';
import { type AnswerServer, stackRequest, startAnswerServer } from './answer-server.ts';
import { lambdaContext, recordLog } from './lambda-context.ts';

let emulator: AwsEmulator;
let answers: AnswerServer;
let services: Services;

beforeAll(async () => {
  emulator = await startAwsEmulator();
  answers = await startAnswerServer();
  const client = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  services = { ec2: new EC2Client(client), iam: new IAMClient(client) };
});

afterAll(async () => {
  services.ec2.destroy();
  services.iam.destroy();
  await answers.stop();
  await emulator.stop();
});

const invoke = (event: unknown) =>
  buildHandler({
    event: accountSettingsEvent,
    buildServices: () => services,
    work: applyAccountSettings,
    logger: recordLog(),
  })(event, lambdaContext());

const groupsOf = async (vpcId: string) => {
  const { SecurityGroups = [] } = await services.ec2.send(
    new DescribeSecurityGroupsCommand({ Filters: [{ Name: 'vpc-id', Values: [vpcId] }] }),
  );
  return SecurityGroups.map((group) => ({
    name: group.GroupName,
    id: group.GroupId ?? '',
    rules: (group.IpPermissions?.length ?? 0) + (group.IpPermissionsEgress?.length ?? 0),
  }));
};

/** A VPC whose default group lets in two ports, beside a group that is nobody's business. */
const createVpc = async (): Promise<string> => {
  const { Vpc } = await services.ec2.send(new CreateVpcCommand({ CidrBlock: '10.9.0.0/16' }));
  const vpcId = Vpc?.VpcId ?? '';
  await services.ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'other', Description: 'other', VpcId: vpcId }),
  );
  const group = (await groupsOf(vpcId)).find(({ name }) => name === 'default');
  for (const port of [22, 3306]) {
    await services.ec2.send(
      new AuthorizeSecurityGroupIngressCommand({
        GroupId: group?.id,
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
        ],
      }),
    );
  }
  return vpcId;
};

const rulesOf = async (vpcId: string, name: string) =>
  (await groupsOf(vpcId)).find((group) => group.name === name)?.rules;

const findPolicy = () =>
  services.iam.send(new GetAccountPasswordPolicyCommand()).then(
    ({ PasswordPolicy }) => PasswordPolicy,
    () => undefined,
  );

describe('apply-account-settings', () => {
  it('closes only the default group, once, and leaves the password policy alone unless told', async () => {
    const vpcId = await createVpc();
    const others = await rulesOf(vpcId, 'other');

    const planned = await invoke({ DefaultSecurityGroupOf: vpcId, dryRun: true });
    const afterPlan = await rulesOf(vpcId, 'default');
    const result = await invoke(
      stackRequest(answers.url, 'Create', { DefaultSecurityGroupOf: vpcId }),
    );
    const again = await invoke({ DefaultSecurityGroupOf: vpcId });

    expect(planned).toMatchObject({ outcome: 'planned', passwordPolicy: 'not ours' });
    expect(afterPlan).toBeGreaterThanOrEqual(3);
    expect(result).toMatchObject({ outcome: 'done', passwordPolicy: 'not ours' });
    expect(await rulesOf(vpcId, 'default')).toBe(0);
    expect(await rulesOf(vpcId, 'other')).toBe(others);
    expect(again).toMatchObject({ defaultSecurityGroup: { ingress: [], egress: [] } });
    expect(answers.answers.at(-1)?.body).toMatchObject({ Status: 'SUCCESS' });
    expect(await findPolicy()).toBeUndefined();
  });

  it('sets the password policy where it differs, and keeps it on deletion', async () => {
    const vpcId = await createVpc();
    const properties = { DefaultSecurityGroupOf: vpcId, PasswordPolicy: { MaxPasswordAge: '60' } };

    const first = await invoke(stackRequest(answers.url, 'Create', properties));
    const second = await invoke(stackRequest(answers.url, 'Update', properties));
    const deleted = await invoke(stackRequest(answers.url, 'Delete', properties));

    expect(first).toMatchObject({
      passwordPolicy: { MinimumPasswordLength: 'unset -> 14', MaxPasswordAge: 'unset -> 60' },
    });
    expect(second).toMatchObject({ passwordPolicy: {} });
    expect(deleted).toMatchObject({ outcome: 'left' });
    expect(await findPolicy()).toMatchObject({
      MinimumPasswordLength: 14,
      RequireSymbols: true,
      MaxPasswordAge: 60,
      PasswordReusePrevention: 24,
    });
    expect(await rulesOf(vpcId, 'default')).toBe(0);
  });

  it('says that a VPC is not there', async () => {
    await expect(
      invoke(stackRequest(answers.url, 'Create', { DefaultSecurityGroupOf: 'vpc-0123' })),
    ).rejects.toMatchObject({ code: 'VPC_NOT_FOUND' });
    expect(answers.answers.at(-1)?.body).toMatchObject({ Status: 'FAILED' });
  });
});
