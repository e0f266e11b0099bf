import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec';
import type {
  PropertyType,
  Resource,
  ResourceProperties,
  SpecDatabase,
} from '@aws-cdk/service-spec-types';

/** What a property may hold, as far as names inside it can be checked; undefined for the rest. */
type Kind =
  | { readonly ref: string }
  | { readonly list: Kind | undefined }
  | { readonly map: Kind | undefined }
  | { readonly any: readonly (Kind | undefined)[] };

type Member = {
  readonly kind?: Kind | undefined;
  readonly required?: true | undefined;
  /** Whether a change of it makes a new resource; absent for "no". */
  readonly replace?: 'yes' | 'maybe' | undefined;
};

type ResourceSchema = {
  readonly properties: Record<string, Member>;
  readonly tags?: { readonly property: string; readonly variant: string } | undefined;
};

/** CloudFormation's resource types and property types, as the emulator reads them. */
type Schema = {
  readonly resources: Record<string, ResourceSchema>;
  readonly types: Record<string, Record<string, Member>>;
};

const toKind = (type: PropertyType): Kind | undefined => {
  switch (type.type) {
    case 'ref':
      return { ref: type.reference.$ref };
    case 'array':
      return { list: toKind(type.element) };
    case 'map':
      return { map: toKind(type.element) };
    case 'union':
      return { any: type.types.map(toKind) };
    default:
      return undefined;
  }
};

const toMembers = (properties: ResourceProperties): Record<string, Member> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, { type, required, causesReplacement }]) => [
      name,
      {
        kind: toKind(type),
        required: required ? true : undefined,
        replace: causesReplacement === 'no' ? undefined : causesReplacement,
      },
    ]),
  );

const toResource = ({ properties, tagInformation }: Resource): ResourceSchema => ({
  properties: toMembers(properties),
  tags: tagInformation && {
    property: tagInformation.tagPropertyName,
    variant: tagInformation.variant,
  },
});

const buildSchema = (database: SpecDatabase): Schema => ({
  resources: Object.fromEntries(
    database.all('resource').map((resource) => [resource.cloudFormationType, toResource(resource)]),
  ),
  types: Object.fromEntries(
    database.all('typeDefinition').map((type) => [type.$id, toMembers(type.properties)]),
  ),
});

/** The file with the schema, written once for each version of the database it comes from. */
export const provideSchema = async (folder: string): Promise<string> => {
  const require = createRequire(import.meta.url);
  const { version } = require('@aws-cdk/aws-service-spec/package.json') as { version: string };
  const file = join(folder, `cloudformation-${version}.json`);
  if (existsSync(file)) return file;
  mkdirSync(folder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  writeFileSync(unfinished, JSON.stringify(buildSchema(await loadAwsServiceSpec())));
  renameSync(unfinished, file);
  return file;
};
