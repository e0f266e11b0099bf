import {
  CreateTableCommand,
  DynamoDBClient,
  type DynamoDBClientConfig,
} from '@aws-sdk/client-dynamodb';
import { CreateTopicCommand, SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import {
  createOperationsTable,
  type OperationsTable,
} from '../../../handlers/shared/operations-table.ts';
import { type AwsEmulator, startAwsEmulator } from '../../support/aws-emulator.ts';

export type ClientConfig = Pick<DynamoDBClientConfig, 'endpoint' | 'region' | 'credentials'>;

/** Emulated AWS with what the operations' functions use. */
export type OperationsBench = {
  readonly emulator: AwsEmulator;
  readonly clientConfig: ClientConfig;
  readonly sns: SNSClient;
  /** A table of its own, so that tests do not meet. */
  readonly createTable: (now: () => Date) => Promise<OperationsTable>;
  /** A topic of its own, and what was published to it since the last time. */
  readonly createTopic: () => Promise<{
    readonly arn: string;
    readonly takeMessages: () => Promise<readonly { subject: string | undefined; text: string }[]>;
  }>;
  readonly stop: () => Promise<void>;
};

const envelope = z.object({ Subject: z.string().optional(), Message: z.string() });

export const startOperationsBench = async (): Promise<OperationsBench> => {
  const emulator = await startAwsEmulator();
  const clientConfig = {
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const dynamodb = new DynamoDBClient(clientConfig);
  const sns = new SNSClient(clientConfig);
  const sqs = new SQSClient(clientConfig);
  let count = 0;
  const nextName = (kind: string) => {
    count += 1;
    return `${kind}-${count}`;
  };

  const createTable: OperationsBench['createTable'] = async (now) => {
    const TableName = nextName('operations');
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
      }),
    );
    return createOperationsTable(dynamodb, TableName, now);
  };

  const createTopic: OperationsBench['createTopic'] = async () => {
    const name = nextName('topic');
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: name }));
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: `arn:aws:sqs:us-east-1:123456789012:${name}`,
      }),
    );
    const takeMessages = async () => {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      for (const { ReceiptHandle } of Messages) {
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      return Messages.map(({ Body = '{}' }) => {
        const { Subject, Message } = envelope.parse(JSON.parse(Body));
        return { subject: Subject, text: Message };
      });
    };
    return { arn: TopicArn, takeMessages };
  };

  return {
    emulator,
    clientConfig,
    sns,
    createTable,
    createTopic,
    stop: async () => {
      for (const client of [dynamodb, sns, sqs]) client.destroy();
      await emulator.stop();
    },
  };
};
