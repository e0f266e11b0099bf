import type { LookUp } from './conditions.ts';
import type { Json } from './json.ts';
import type { Template } from './template.ts';

export type Surroundings = {
  readonly stackName: string;
  readonly region?: string;
  readonly parameters?: Readonly<Record<string, Json>>;
};

export const exampleAccount = '123456789012';

const pseudoParameters = (stackName: string, region: string): Readonly<Record<string, Json>> => ({
  'AWS::AccountId': exampleAccount,
  'AWS::NotificationARNs': [],
  'AWS::Partition': 'aws',
  'AWS::Region': region,
  'AWS::StackId': `arn:aws:cloudformation:${region}:${exampleAccount}:stack/${stackName}/id`,
  'AWS::StackName': stackName,
  'AWS::URLSuffix': 'amazonaws.com',
});

/** What a Ref gives for the parameters of a template and the pseudo parameters. */
export const surroundingValues = (
  template: Template,
  { stackName, region = 'us-east-1', parameters = {} }: Surroundings,
): LookUp => {
  const known = { ...pseudoParameters(stackName, region), ...parameters };
  return (name) => known[name] ?? template.Parameters[name]?.['Default'];
};
