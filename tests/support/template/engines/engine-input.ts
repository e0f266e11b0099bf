import { readSub } from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  valueAt,
} from '../../../../scripts/plugins/literal-template/json.ts';
import { exampleAccount } from '../../../../scripts/plugins/literal-template/surroundings.ts';
import {
  parseTemplate,
  type Template,
} from '../../../../scripts/plugins/literal-template/template.ts';
import { splitSub } from '../sub.ts';

const withProperties = (folded: Template, change: (properties: Json) => Json): Template =>
  parseTemplate({
    ...folded,
    Resources: Object.fromEntries(
      Object.entries(folded.Resources).map(([id, resource]) => [
        id,
        { ...resource, Properties: change(resource.Properties ?? {}) },
      ]),
    ),
  });

/** The same template in words that cfn-guard reads: it knows the ARN of a bucket in one form only. */
export const forCfnGuard = (folded: Template): Template => withProperties(folded, subAsJoin);

/** The same for cdk-nag, which fails over a group that names its launch template in a mix only. */
export const forCdkNag = (folded: Template): Template => withProperties(folded, sayLaunchTemplate);

const bucketArn = /arn:\$\{AWS::Partition\}:s3:::\$\{(\w+)\}/g;

const subAsJoin = (value: Json): Json => {
  if (isList(value)) return value.map(subAsJoin);
  if (!isObject(value)) return value;
  const argument = value['Fn::Sub'];
  if (argument === undefined) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, subAsJoin(item)]));
  }
  const { text, variables } = readSub(argument);
  const said = text.replaceAll(bucketArn, (_, id) => `\${${id}.Arn}`);
  const parts = joinTexts(
    splitSub(said).map((part): Json => {
      if ('text' in part) return part.text;
      const given = variables[part.variable] ?? pseudoParameters[part.variable];
      if (given !== undefined) return given;
      return part.attribute === undefined
        ? { Ref: part.variable }
        : { 'Fn::GetAtt': [part.variable, part.attribute] };
    }),
  );
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { 'Fn::Join': ['', parts] };
};

// What they are in some account does not matter to the rules, and they do not read them otherwise.
const pseudoParameters: Readonly<Record<string, string>> = {
  'AWS::AccountId': exampleAccount,
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
};

const joinTexts = (parts: readonly Json[]): readonly Json[] => {
  const joined: Json[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (typeof last === 'string' && typeof part === 'string')
      joined[joined.length - 1] = last + part;
    else joined.push(part);
  }
  return joined;
};

const sayLaunchTemplate = (properties: Json): Json => {
  const specification = valueAt(
    properties,
    'MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification',
  );
  return isObject(properties) && specification !== undefined
    ? ({ ...properties, LaunchTemplate: specification } satisfies JsonObject)
    : properties;
};
