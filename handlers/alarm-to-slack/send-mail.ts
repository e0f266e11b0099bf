import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Mail } from './messages/mail.ts';

export type SendMail = (mail: Mail) => Promise<void>;

/** The other path: a topic that sends e-mail. */
export const createSendMail =
  (sns: SNSClient, TopicArn: string): SendMail =>
  async ({ subject, text }) => {
    await sns.send(new PublishCommand({ TopicArn, Subject: subject, Message: text }));
  };
