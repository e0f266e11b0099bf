import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { AlarmReminder, JobNews } from './job-news.ts';

export type Tell = (news: JobNews | AlarmReminder) => Promise<void>;

/** Tells people by way of the alarm topic: the one function that knows Slack shows it. */
export const createTell =
  (sns: SNSClient, topicArn: string): Tell =>
  async (news) => {
    await sns.send(new PublishCommand({ TopicArn: topicArn, Message: JSON.stringify(news) }));
  };
