import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type JobNews, jobNews } from '../../../../handlers/shared/job-news.ts';
import type { ScriptResult } from '../../run-script.ts';
import type { Cloud } from '../cloud.ts';
import { type DeployedFunction, openFunction } from '../operations/deployed-function.ts';
import { openTopicInbox } from '../operations/inbox.ts';
import { runOps } from '../run-ops.ts';

const auditRecord = z.looseObject({
  outcome: z.string(),
  by: z.string(),
  summary: z.string().optional(),
  event: z.looseObject({}),
});

export type AuditRecord = z.output<typeof auditRecord>;

/** A deployed stage, as who maintains it sees it. */
export type Maintenance = {
  readonly cloud: Cloud;
  /** Physical id of a resource. @throws when the stack has no such resource. */
  readonly id: (logicalId: string) => string;
  /** A deployed function, by its name in serverless.yml. */
  readonly open: (name: string) => Promise<DeployedFunction>;
  readonly invoke: (name: string, event: object) => Promise<unknown>;
  /** `npm run ops -- …` in a process of its own, against this stage. */
  readonly ops: (...args: readonly string[]) => Promise<ScriptResult>;
  /** What is recorded of a job, oldest first. */
  readonly audit: (job: string) => Promise<readonly AuditRecord[]>;
  /** What a job has told people since the stage was opened. */
  readonly news: (job: string) => Promise<readonly JobNews[]>;
};

const parseNews = (message: string): readonly JobNews[] => {
  const { success, data } = jobNews.safeParse(JSON.parse(message));
  return success ? [data] : [];
};

export const openMaintenance = async (
  cloud: Cloud,
  id: (logicalId: string) => string,
): Promise<Maintenance> => {
  const documents = DynamoDBDocumentClient.from(new DynamoDBClient(cloud.client));
  const topic = await openTopicInbox(cloud.client, id('AlarmTopic'));
  const open = (name: string) => openFunction(cloud.client, `tidemarket-dev-${name}`);
  return {
    cloud,
    id,
    open,
    invoke: async (name, event) => (await open(name)).invoke(JSON.stringify(event)),
    ops: (...args) => runOps(cloud, args),
    audit: async (job) => {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: id('OperationsTable'),
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': `audit#${job}` },
        }),
      );
      return Items.map((item) => auditRecord.parse(item));
    },
    news: async (job) =>
      (await topic.all())
        .flatMap(({ Message }) => parseNews(Message))
        .filter((news) => news.job === job),
  };
};
