import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';

export type Key = { readonly pk: string; readonly sk: string };

/** What is stored; `keepSeconds` after `now` the table forgets it. */
export type Entry = {
  readonly key: Key;
  readonly value: Readonly<Record<string, unknown>>;
  readonly keepSeconds: number;
};

export type OperationsTable = {
  /** The entry's value; undefined when there is none or it no longer fits the schema. */
  readonly find: <S extends z.ZodType>(key: Key, schema: S) => Promise<z.output<S> | undefined>;
  /** All entries or none. */
  readonly putAll: (entries: readonly [Entry, ...Entry[]]) => Promise<void>;
  /** Takes a lease that nobody holds at `now`; false when somebody does. */
  readonly takeLease: (name: string, owner: string, untilMs: number) => Promise<boolean>;
  /** Gives a lease back, if it is still this owner's. */
  readonly releaseLease: (name: string, owner: string) => Promise<void>;
};

/** Where a lease is, which has its `owner` and, in `untilMs`, its end. */
export const leaseKey = (name: string): Key => ({ pk: `lease#${name}`, sk: 'lease' });

const unlessRefused = async (request: Promise<unknown>): Promise<boolean> => {
  try {
    await request;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};

/** The stage's table of operations: state and locks, there when MySQL is not. */
export const createOperationsTable = (
  dynamodb: DynamoDBClient,
  TableName: string,
  now: () => Date,
): OperationsTable => {
  const documents = DynamoDBDocumentClient.from(dynamodb, {
    marshallOptions: { removeUndefinedValues: true },
  });
  const seconds = (ms: number) => Math.ceil(ms / 1_000);
  const buildItem = ({ key, value, keepSeconds }: Entry) => ({
    ...value,
    ...key,
    expiresAt: seconds(now().getTime()) + keepSeconds,
  });

  return {
    find: async (Key, schema) => {
      const { Item } = await documents.send(
        new GetCommand({ TableName, Key, ConsistentRead: true }),
      );
      const parsed = schema.safeParse(Item);
      return parsed.success ? parsed.data : undefined;
    },
    putAll: async ([first, ...rest]) => {
      if (rest.length === 0) {
        await documents.send(new PutCommand({ TableName, Item: buildItem(first) }));
        return;
      }
      const puts = [first, ...rest].map((entry) => ({
        Put: { TableName, Item: buildItem(entry) },
      }));
      await documents.send(new TransactWriteCommand({ TransactItems: puts }));
    },
    takeLease: (name, owner, untilMs) =>
      unlessRefused(
        documents.send(
          new PutCommand({
            TableName,
            Item: { ...leaseKey(name), owner, untilMs, expiresAt: seconds(untilMs) + 3_600 },
            ConditionExpression: 'attribute_not_exists(pk) OR untilMs < :now',
            ExpressionAttributeValues: { ':now': now().getTime() },
          }),
        ),
      ),
    releaseLease: async (name, owner) => {
      await unlessRefused(
        documents.send(
          new DeleteCommand({
            TableName,
            Key: leaseKey(name),
            ConditionExpression: '#owner = :owner',
            ExpressionAttributeNames: { '#owner': 'owner' },
            ExpressionAttributeValues: { ':owner': owner },
          }),
        ),
      );
    },
  };
};
