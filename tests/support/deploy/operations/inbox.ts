import { SNSClient, SubscribeCommand } from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';

/** What has come since the inbox was opened, oldest first, however often it is asked for. */
export type Inbox<T> = { readonly all: () => Promise<readonly T[]> };

/** Takes everything out of a queue and keeps what `read` makes of it. */
export const openInbox = <T>(
  client: Cloud['client'],
  QueueUrl: string,
  read: (body: string) => T,
): Inbox<T> => {
  const sqs = new SQSClient(client);
  const received: T[] = [];
  const takeSome = async (): Promise<boolean> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
    );
    for (const { Body = '', ReceiptHandle } of Messages) {
      received.push(read(Body));
      await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    }
    return Messages.length > 0;
  };
  return {
    all: async () => {
      while (await takeSome());
      return [...received];
    },
  };
};

const published = z.object({
  Subject: z.string().default(''),
  Message: z.string(),
});

export type Published = z.output<typeof published>;

/** What is published to a topic from now on: a mail, if people have subscribed by e-mail. */
export const openTopicInbox = async (
  client: Cloud['client'],
  TopicArn: string,
): Promise<Inbox<Published>> => {
  const sqs = new SQSClient(client);
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: `inbox-of-${TopicArn.split(':').at(-1)}` }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  await new SNSClient(client).send(
    new SubscribeCommand({ TopicArn, Protocol: 'sqs', Endpoint: Attributes?.QueueArn }),
  );
  return openInbox(client, QueueUrl, (body) => published.parse(JSON.parse(body)));
};
