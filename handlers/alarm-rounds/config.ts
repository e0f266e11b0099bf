import * as z from 'zod';
import { readEnvironment } from '../shared/read-environment.ts';

const name = z.string().min(1);

const settings = z.object({
  STACK_NAME: name,
  TOPIC_ARN: z.string().startsWith('arn:'),
  HEARTBEAT_ALARM: name,
  /** Where what failed for good waits. */
  FAILED_EVENTS_QUEUE_URL: z.url({ protocol: /^https?$/ }),
  /** An alarm that has lasted so long is reminded of, and again after as long. */
  REMIND_AFTER_HOURS: z.coerce.number().int().min(1).max(72),
});

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
