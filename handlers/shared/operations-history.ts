import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';

export type Span = {
  /** Sort keys from here to there, both included. */
  readonly from: string;
  readonly to: string;
  /** So many entries at most. */
  readonly limit: number;
};

export type OperationsHistory = {
  /** Entries of one kind, the last by their sort key first; those that no longer fit are left out. */
  readonly list: <S extends z.ZodType>(
    pk: string,
    span: Span,
    schema: S,
  ) => Promise<readonly z.output<S>[]>;
};

/** What the operations table keeps many of, under one key, sorted by time. */
export const createOperationsHistory = (
  dynamodb: DynamoDBClient,
  TableName: string,
): OperationsHistory => {
  const documents = DynamoDBDocumentClient.from(dynamodb);
  return {
    list: async (pk, { from, to, limit }, schema) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk and sk between :from and :to',
          ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
          ScanIndexForward: false,
          ConsistentRead: true,
          Limit: limit,
        }),
      );
      return Items.flatMap((item) => {
        const parsed = schema.safeParse(item);
        return parsed.success ? [parsed.data] : [];
      });
    },
  };
};
