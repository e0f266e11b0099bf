import * as z from 'zod';

/** Something that somebody has to be told, however it came. */
export type Delivery = {
  /** The same when the same thing is delivered again. */
  readonly id: string;
  readonly subject: string | undefined;
  /** Parsed when it is JSON, otherwise the text. */
  readonly body: unknown;
  readonly at: Date;
};

export type AlarmToSlackEvent = {
  readonly dryRun: boolean;
  readonly deliveries: readonly Delivery[];
};

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'must be a time');

const fromTopic = z.object({
  Records: z
    .array(
      z.object({
        Sns: z.object({
          MessageId: z.string().min(1),
          Subject: z.string().nullish(),
          Message: z.string(),
          Timestamp: time,
        }),
      }),
    )
    .min(1),
});

const fromBus = z.looseObject({
  id: z.string().min(1),
  source: z.string().min(1),
  'detail-type': z.string(),
  time,
});

const byHand = z.strictObject({
  dryRun: z.boolean().default(false),
  /** What a topic or the event bus would deliver, as an object or as text. */
  message: z.union([z.string(), z.looseObject({})]),
  subject: z.string().optional(),
  id: z.string().min(1).default('by-hand'),
});

const parseBody = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};

/** From the alarm topic, from the event bus, or by hand: `{"dryRun": true, "message": …}`. */
export const alarmToSlackEvent = z.union([
  fromTopic.transform(
    ({ Records }): AlarmToSlackEvent => ({
      dryRun: false,
      deliveries: Records.map(({ Sns }) => ({
        id: Sns.MessageId,
        subject: Sns.Subject ?? undefined,
        body: parseBody(Sns.Message),
        at: new Date(Sns.Timestamp),
      })),
    }),
  ),
  fromBus.transform(
    (event): AlarmToSlackEvent => ({
      dryRun: false,
      deliveries: [{ id: event.id, subject: undefined, body: event, at: new Date(event.time) }],
    }),
  ),
  byHand.transform(
    ({ dryRun, message, subject, id }): AlarmToSlackEvent => ({
      dryRun,
      deliveries: [
        {
          id,
          subject,
          body: typeof message === 'string' ? parseBody(message) : message,
          at: new Date(),
        },
      ],
    }),
  ),
]);
