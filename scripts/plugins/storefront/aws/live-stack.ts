import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import {
  DescribeStacksCommand,
  GetTemplateCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import type { Template } from '../osls.ts';

/** The deployed stack, asked when needed. */
export type LiveStack = {
  readonly name: string;
  /** The template it was last deployed with; undefined before the first deploy. */
  readonly findTemplate: () => Promise<Template | undefined>;
  /** Undefined when the stack, or the resource in it, does not exist. */
  readonly findPhysicalId: (logicalId: string) => Promise<string | undefined>;
  readonly findResources: () => Promise<readonly StackResource[]>;
  readonly findOutput: (key: string) => Promise<string | undefined>;
  /** Whether CloudFormation refuses to delete it. */
  readonly isDeletionProtected: () => Promise<boolean>;
};

export type StackResource = {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
};

// CloudFormation has no code of its own for either.
const isMissing = (error: unknown): boolean =>
  error instanceof Error &&
  (error.name === 'ValidationError' || error.name === 'ResourceNotFoundException') &&
  /does not exist/.test(error.message);

const unlessMissing = async <T>(answer: Promise<T>): Promise<T | undefined> => {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
};

const listResources = async (client: CloudFormationClient, StackName: string) => {
  const found: StackResource[] = [];
  for await (const page of paginateListStackResources({ client }, { StackName })) {
    for (const one of page.StackResourceSummaries ?? []) {
      const { LogicalResourceId, PhysicalResourceId, ResourceType, ResourceStatus } = one;
      if (!LogicalResourceId || !PhysicalResourceId || !ResourceType) continue;
      if (ResourceStatus === 'DELETE_COMPLETE') continue;
      found.push({
        logicalId: LogicalResourceId,
        physicalId: PhysicalResourceId,
        type: ResourceType,
      });
    }
  }
  return found;
};

export const openLiveStack = (client: CloudFormationClient, name: string): LiveStack => {
  const findResources = async () => (await unlessMissing(listResources(client, name))) ?? [];
  const describe = async () =>
    (await unlessMissing(client.send(new DescribeStacksCommand({ StackName: name }))))?.Stacks?.[0];
  return {
    name,
    findTemplate: async () => {
      const answer = await unlessMissing(
        client.send(new GetTemplateCommand({ StackName: name, TemplateStage: 'Original' })),
      );
      return answer?.TemplateBody ? JSON.parse(answer.TemplateBody) : undefined;
    },
    findPhysicalId: async (logicalId) =>
      (await findResources()).find((one) => one.logicalId === logicalId)?.physicalId,
    findResources,
    findOutput: async (key) =>
      (await describe())?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue,
    isDeletionProtected: async () => (await describe())?.EnableTerminationProtection === true,
  };
};
