import * as z from 'zod';
import { eveningSettings } from '../shared/evening-settings.ts';
import { readEnvironment } from '../shared/read-environment.ts';
import { parseExceptions } from './exceptions.ts';

const name = z.string().min(1);
const settings = z
  .object({
    STACK_NAME: name,
    TABLE_NAME: name,
    TOPIC_ARN: z.string().startsWith('arn:'),
    GROUP_NAME: name,
    /** Dimensions of the metric that tells how much was asked for. */
    LOAD_BALANCER: name,
    TARGET_GROUP: name,
    ...eveningSettings,
    /** Minutes after the start at which the instances have to be in service. */
    READY_AFTER_MINUTES: z.coerce.number().int().min(1).max(120),
    /** The stage's minimum outside of evenings. */
    DAY_MIN_SIZE: z.coerce.number().int().min(0),
    /** An evening's minimum at least, with or without history. */
    EVENING_FLOOR: z.coerce.number().int().min(0),
    /** Requests a minute that one instance carries. */
    REQUESTS_PER_INSTANCE: z.coerce.number().positive(),
    /** What is added to the busiest evening, in percent. */
    HEADROOM_PERCENT: z.coerce.number().min(0).max(500),
    /** Sale days and closed days: see exceptions.ts. */
    EXCEPTIONS: z.string().default('').transform(parseExceptions),
  })
  .refine((it) => it.EVENING_START < it.EVENING_END, {
    path: ['EVENING_END'],
    message: 'must be later on the same day than EVENING_START',
  });

export type Config = Readonly<z.output<typeof settings>>;

/** @throws Failure CONFIG_INVALID */
export const readConfig = (env: Record<string, string | undefined> = process.env): Config =>
  readEnvironment(settings, env);
