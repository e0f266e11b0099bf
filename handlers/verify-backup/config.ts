import * as z from 'zod';
import { readEnvironment } from '../shared/read-environment.ts';

const name = z.string().min(1);

const settings = z.object({
  STAGE: name,
  STACK_NAME: name,
  TABLE_NAME: name,
  TOPIC_ARN: z.string().startsWith('arn:'),
  /** The database whose backups are verified: an instance, or a Multi-AZ cluster. */
  DATABASE_ID: name,
  DATABASE_SHAPE: z.enum(['instance', 'cluster']),
  /** What the copy is made as. */
  DRILL_CLASS: name,
  /** Between two looks at it. */
  DRILL_WAIT_SECONDS: z.coerce.number().int().min(1).max(600),
  DRILL_SUBNET_GROUP: name,
  DRILL_SECURITY_GROUP: name,
  DRILL_PARAMETER_GROUP: name,
  /** Holds the copy's address and password, for the function that checks it. */
  DRILL_SECRET_ID: name,
  /** The state machine. */
  DRILL_ARN: z.string().startsWith('arn:'),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
