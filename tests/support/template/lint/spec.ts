import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type {
  Attribute,
  PropertyType,
  Resource,
  ResourceProperties,
  SpecDatabase,
} from '@aws-cdk/service-spec-types';

let database: SpecDatabase | undefined;

const open = (): SpecDatabase => {
  database ??= loadAwsServiceSpecSync();
  return database;
};

/** What AWS publishes of a resource type; undefined when there is no such type. */
export const findResourceType = (type: string): Resource | undefined =>
  open().lookup('resource', 'cloudFormationType', 'equals', type)[0];

export const isCustom = (type: string): boolean =>
  type.startsWith('Custom::') || type === 'AWS::CloudFormation::CustomResource';

/** The properties of the type that a `ref` names. */
export const propertiesOf = (type: PropertyType & { type: 'ref' }): ResourceProperties =>
  open().get('typeDefinition', type.reference).properties;

/** An attribute for Fn::GetAtt; undefined when the type has none of that name. */
export const findAttribute = (type: Resource, name: string): Attribute | undefined =>
  type.attributes[name];
