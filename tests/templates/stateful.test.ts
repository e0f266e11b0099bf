import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import * as z from 'zod';
import type { EvaluatedTemplate } from '../support/template/evaluate.ts';
import { namesOf } from '../support/template/lint/lint-names.ts';
import { packageFolder } from '../support/template/package-stage.ts';
import { loadPackaged } from '../support/template/packaged.ts';

const stages = ['dev', 'staging', 'prod'] as const;

const stateful = new Set([
  'AWS::DynamoDB::Table',
  'AWS::ElastiCache::ReplicationGroup',
  'AWS::KMS::Alias',
  'AWS::KMS::Key',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
]);

const keptSchema = z.strictObject({ type: z.string(), name: z.string().optional() });
type Kept = z.infer<typeof keptSchema>;

const golden = z
  .record(z.enum(stages), z.record(z.string(), keptSchema))
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'stateful.json'), 'utf8')));

const warning = `What has state is not what tests/templates/stateful.json says.
CloudFormation takes another logical id, type or name for another resource: it makes a new, empty one
and deletes the old one, with the database, the pictures or the key that is the only way to read them.
- Not meant: undo the change of resources/.
- A new resource, in no stage deployed yet: add it to stateful.json.
- Meant for a deployed one: bring its data over first, by a snapshot, a copy or an import of the
  resource (docs/deployment.md), then change stateful.json in the same commit.
`;

const keptIn = (stack: EvaluatedTemplate): Readonly<Record<string, Kept>> =>
  Object.fromEntries(
    [...stack.resources.values()]
      .filter(({ type }) => stateful.has(type))
      .map((resource): [string, Kept] => {
        const [named] = namesOf(resource);
        return [resource.id, { type: resource.type, ...(named ? { name: named.name } : {}) }];
      })
      .sort(([one], [other]) => one.localeCompare(other)),
  );

describe.each(stages)('%s', (stage) => {
  it('keeps what has state under the same logical ids, types and names', async () => {
    const { stack } = await loadPackaged(stage);

    const found = JSON.stringify(keptIn(stack), null, 2);

    expect(`${warning}${found}`).toBe(`${warning}${JSON.stringify(golden[stage], null, 2)}`);
  });

  it('has a stack policy by which no update replaces or deletes any of it', async () => {
    const state = readState(await packageFolder(stage));

    const denied = state.stackPolicy
      .filter(({ Effect, Action }) => Effect === 'Deny' && isLoss(Action))
      .flatMap(({ Resource }) => Resource)
      .map((resource) => resource.replace('LogicalResourceId/', ''));

    const kept = Object.entries(golden[stage])
      .filter(([id, { type }]) => type !== 'AWS::KMS::Alias' && id !== 'ServerlessDeploymentBucket')
      .map(([id]) => id);
    expect(kept.filter((id) => !denied.includes(id))).toEqual([]);
  });

  it('gives its tags to the stack, and so to everything that takes tags', async () => {
    const { stackTags } = readState(await packageFolder(stage));

    expect(stackTags).toEqual({ project: 'tidemarket', stage, owner: expect.stringMatching(/./) });
  });
});

const isLoss = (actions: readonly string[]): boolean =>
  ['Update:Replace', 'Update:Delete'].every((action) => actions.includes(action));

const many = z.union([z.string().transform((one) => [one]), z.array(z.string())]);
const stateSchema = z.object({
  service: z.object({
    provider: z.object({
      stackTags: z.record(z.string(), z.string()),
      stackPolicy: z.array(z.object({ Effect: z.string(), Action: many, Resource: many })),
    }),
  }),
});

const readState = (folder: string) =>
  stateSchema.parse(JSON.parse(readFileSync(join(folder, 'serverless-state.json'), 'utf8'))).service
    .provider;
