import { isDeepStrictEqual } from 'node:util';
import {
  type CloudFormationClient,
  GetStackPolicyCommand,
  SetStackPolicyCommand,
} from '@aws-sdk/client-cloudformation';

const parse = (body: string | undefined): unknown => (body ? JSON.parse(body) : undefined);

/**
 * Sets the stack policy where the live one is another; returns whether it did. osls sets it only
 * after a change set with changes, so a policy that is all that changed would never arrive.
 */
export const ensureStackPolicy = async (
  client: CloudFormationClient,
  { stackName, statements }: { stackName: string; statements: readonly unknown[] },
): Promise<boolean> => {
  const wanted = { Statement: statements };
  const { StackPolicyBody } = await client.send(
    new GetStackPolicyCommand({ StackName: stackName }),
  );
  if (isDeepStrictEqual(parse(StackPolicyBody), wanted)) return false;
  await client.send(
    new SetStackPolicyCommand({ StackName: stackName, StackPolicyBody: JSON.stringify(wanted) }),
  );
  return true;
};
