import {
  type CloudFormationClient,
  CreateChangeSetCommand,
  DeleteChangeSetCommand,
  DescribeChangeSetCommand,
} from '@aws-sdk/client-cloudformation';
import type { RollbackConfiguration, Template } from '../osls.ts';
import { waitFor } from './wait.ts';

export type StackUpdate = {
  readonly stackName: string;
  readonly changeSetName: string;
  readonly templateUrl: string;
  readonly template: Template;
  readonly rollbackConfiguration: RollbackConfiguration | undefined;
};

/** Makes a change set that keeps everything of the stack but its template; returns its id. */
export const createChangeSet = async (
  client: CloudFormationClient,
  { stackName, changeSetName, templateUrl, template, rollbackConfiguration }: StackUpdate,
): Promise<string> => {
  const { Id } = await client.send(
    new CreateChangeSetCommand({
      StackName: stackName,
      ChangeSetName: changeSetName,
      ChangeSetType: 'UPDATE',
      TemplateURL: templateUrl,
      Capabilities: [
        'CAPABILITY_IAM',
        'CAPABILITY_NAMED_IAM',
        ...(template.Transform ? (['CAPABILITY_AUTO_EXPAND'] as const) : []),
      ],
      Parameters: Object.keys(template.Parameters ?? {}).map((ParameterKey) => ({
        ParameterKey,
        UsePreviousValue: true,
      })),
      ...(rollbackConfiguration && { RollbackConfiguration: rollbackConfiguration }),
    }),
  );
  const description = await waitFor(async () => {
    const answer = await client.send(
      new DescribeChangeSetCommand({ StackName: stackName, ChangeSetName: changeSetName }),
    );
    return answer.Status === 'CREATE_COMPLETE' || answer.Status === 'FAILED' ? answer : undefined;
  });
  if (description.Status === 'FAILED') {
    await client.send(
      new DeleteChangeSetCommand({ StackName: stackName, ChangeSetName: changeSetName }),
    );
    throw new Error(`CloudFormation refused the change: ${description.StatusReason}`);
  }
  return Id ?? changeSetName;
};
