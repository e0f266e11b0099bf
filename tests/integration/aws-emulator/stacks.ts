import { setTimeout as sleep } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import type { AwsEmulator } from '../../support/aws-emulator.ts';

export type Template = {
  readonly Resources: Record<string, Record<string, unknown>>;
  readonly Conditions?: Record<string, unknown>;
  readonly Outputs?: Record<string, { readonly Value: unknown; readonly Condition?: string }>;
};

export type StackResult = {
  readonly id: string;
  readonly status: string;
  readonly outputs: Readonly<Record<string, string>>;
  /** What failed in all of the stack's life so far, oldest first. */
  readonly failures: readonly string[];
};

export type Stacks = {
  readonly client: CloudFormationClient;
  /** By a change set, as the Serverless command does; resolves when the operation has ended. */
  readonly deploy: (name: string, template: Template) => Promise<StackResult>;
  readonly remove: (name: string) => Promise<StackResult>;
  readonly describe: (nameOrId: string) => Promise<StackResult>;
};

/** What a client of the AWS SDK needs to talk to the emulator. */
export const clientConfig = ({ endpoint }: AwsEmulator) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
});

let count = 0;

export const createStacks = (emulator: AwsEmulator): Stacks => {
  const client = new CloudFormationClient(clientConfig(emulator));

  const findStatus = async (StackName: string): Promise<string | undefined> =>
    client.send(new DescribeStacksCommand({ StackName })).then(
      ({ Stacks: [stack] = [] }) => stack?.StackStatus,
      () => undefined,
    );

  const describe = async (name: string): Promise<StackResult> => {
    const { Stacks: [stack] = [] } = await client.send(
      new DescribeStacksCommand({ StackName: name }),
    );
    const { StackEvents = [] } = await client.send(
      new DescribeStackEventsCommand({ StackName: name }),
    );
    return {
      id: stack?.StackId ?? '',
      status: stack?.StackStatus ?? '',
      outputs: Object.fromEntries(
        (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [
          OutputKey,
          OutputValue,
        ]),
      ),
      failures: StackEvents.filter((event) => event.ResourceStatus?.endsWith('FAILED'))
        .map((event) => `${event.LogicalResourceId}: ${event.ResourceStatusReason}`)
        .reverse(),
    };
  };

  const settle = async (name: string): Promise<StackResult> => {
    for (;;) {
      const result = await describe(name);
      if (!result.status.endsWith('IN_PROGRESS')) return result;
      await sleep(50);
    }
  };

  return {
    client,
    describe,
    deploy: async (name, template) => {
      const before = await findStatus(name);
      const names = { StackName: name, ChangeSetName: `change-${++count}` };
      await client.send(
        new CreateChangeSetCommand({
          ...names,
          ChangeSetType: before ? 'UPDATE' : 'CREATE',
          TemplateBody: JSON.stringify(template),
        }),
      );
      const changeSet = await client.send(new DescribeChangeSetCommand(names));
      if (changeSet.Status !== 'CREATE_COMPLETE') throw new Error(changeSet.StatusReason);
      await client.send(new ExecuteChangeSetCommand(names));
      return settle(name);
    },
    remove: async (name) => {
      // By id: the name is gone with the stack.
      const { id } = await describe(name);
      await client.send(new DeleteStackCommand({ StackName: id }));
      return settle(id);
    },
  };
};
