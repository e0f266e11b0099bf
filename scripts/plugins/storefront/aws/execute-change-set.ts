import {
  type CloudFormationClient,
  ExecuteChangeSetCommand,
  paginateDescribeStackEvents,
  type StackEvent,
} from '@aws-sdk/client-cloudformation';
import { waitFor } from './wait.ts';

/** The events after `boundary`, oldest first; all of them without one. */
const listEventsSince = async (
  client: CloudFormationClient,
  StackName: string,
  boundary: string | undefined,
): Promise<readonly StackEvent[]> => {
  const newer: StackEvent[] = [];
  for await (const { StackEvents = [] } of paginateDescribeStackEvents({ client }, { StackName })) {
    const end = StackEvents.findIndex(({ EventId }) => EventId === boundary);
    newer.push(...(end < 0 ? StackEvents : StackEvents.slice(0, end)));
    if (end >= 0) break;
  }
  return newer.reverse();
};

const findNewestEvent = async (client: CloudFormationClient, StackName: string) => {
  for await (const { StackEvents } of paginateDescribeStackEvents({ client }, { StackName }))
    return StackEvents?.[0]?.EventId;
  return undefined;
};

const isEnd = ({ ResourceType, LogicalResourceId, StackName, ResourceStatus }: StackEvent) =>
  ResourceType === 'AWS::CloudFormation::Stack' &&
  LogicalResourceId === StackName &&
  /_(COMPLETE|FAILED)$/.test(ResourceStatus ?? '');

const explain = ({ LogicalResourceId, ResourceStatus, ResourceStatusReason }: StackEvent) =>
  `${LogicalResourceId}: ${ResourceStatusReason ?? ResourceStatus}`;

/**
 * Executes a change set and waits until the stack is at rest, reporting each event once.
 * @throws with the first reason when the stack did not end in UPDATE_COMPLETE.
 */
export const executeChangeSet = async (
  client: CloudFormationClient,
  { stackName, changeSetName }: { stackName: string; changeSetName: string },
  report: (line: string) => void,
): Promise<void> => {
  const boundary = await findNewestEvent(client, stackName);
  await client.send(
    new ExecuteChangeSetCommand({ StackName: stackName, ChangeSetName: changeSetName }),
  );
  let reported = 0;
  const { end, events } = await waitFor(async () => {
    const events = await listEventsSince(client, stackName, boundary);
    for (const { ResourceStatus, LogicalResourceId } of events.slice(reported))
      report(`${ResourceStatus} ${LogicalResourceId}`);
    reported = events.length;
    const end = events.find(isEnd);
    return end && { end, events };
  });
  if (end.ResourceStatus === 'UPDATE_COMPLETE') return;
  const failed = events.find(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED')) ?? end;
  throw new Error(`The stack is ${end.ResourceStatus}. ${explain(failed)}`);
};
