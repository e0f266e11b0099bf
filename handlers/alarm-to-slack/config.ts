import * as z from 'zod';
import { readEnvironment } from '../shared/read-environment.ts';

const name = z.string().min(1);

const settings = z.object({
  STACK_NAME: name,
  STAGE: name,
  TABLE_NAME: name,
  /** Secret {"token","channel"} or {"webhookUrl"}; {} while Slack is not set up. */
  SLACK_SECRET_ID: name,
  SLACK_API_BASE: z.url({ protocol: /^https?$/ }).default('https://slack.com/api'),
  /** Topic of the other path: e-mail, for what Slack does not take. */
  MAIL_TOPIC_ARN: z.string().startsWith('arn:'),
  /** Who receives it; absent when nobody does. */
  ALERT_EMAIL: z.string().optional(),
  HEARTBEAT_ALARM: name,
  STOREFRONT_LOG_GROUP: name,
  DATABASE_LOG_GROUP: name,
  /** Where docs/runbooks can be read, such as https://github.com/OWNER/REPOSITORY/blob/main. */
  REPOSITORY_URL: z.url({ protocol: /^https$/ }).optional(),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
