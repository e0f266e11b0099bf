import { alarmToSlack } from '../../../handlers/alarm-to-slack/alarm-to-slack.ts';
import type { Config } from '../../../handlers/alarm-to-slack/config.ts';
import { alarmToSlackEvent } from '../../../handlers/alarm-to-slack/event.ts';
import { createSendMail } from '../../../handlers/alarm-to-slack/send-mail.ts';
import type { Services } from '../../../handlers/alarm-to-slack/services.ts';
import { createSlackSettings } from '../../../handlers/alarm-to-slack/slack/slack-settings.ts';
import { parseEvent } from '../../../handlers/shared/parse-event.ts';
import type { FakeSlack } from '../../support/fake-slack.ts';
import { config as exampleConfig } from '../../unit/handlers/alarm-to-slack/alarm-notices.ts';
import type { OperationsBench } from './operations-bench.ts';

export type DeskOptions = {
  readonly secret: object;
  readonly config?: Partial<Config>;
  readonly services?: Partial<Services>;
  /** Milliseconds that the function has; waiting takes none of the test's own time. */
  readonly timeMs?: number;
};

/** The function that posts to Slack, with a clock that only waiting moves. */
export const openSlackDesk = async (
  bench: OperationsBench,
  slack: FakeSlack,
  { secret, config = {}, services: more = {}, timeMs = 50_000 }: DeskOptions,
) => {
  let waitedMs = 0;
  const now = () => new Date(Date.now() + waitedMs);
  const sleeps: number[] = [];
  const counted: Record<string, number> = {};
  const mail = await bench.createTopic();
  const services: Services = {
    config: { ...exampleConfig, SLACK_API_BASE: slack.apiBase, ...config },
    table: await bench.createTable(now),
    slackSettings: createSlackSettings(async () => JSON.stringify(secret)),
    sendMail: createSendMail(bench.sns, mail.arn),
    drawMetric: async () => new Uint8Array([137, 80, 78, 71]),
    metrics: {
      add: (name, value) => {
        counted[name] = (counted[name] ?? 0) + value;
      },
      flush: () => {},
    },
    now,
    sleep: async (ms) => {
      sleeps.push(ms);
      waitedMs += ms;
    },
    ...more,
  };

  const deliver = (event: unknown) => {
    const endsAt = now().getTime() + timeMs;
    return alarmToSlack(parseEvent(alarmToSlackEvent, event), services, {
      signal: new AbortController().signal,
      remainingMs: () => Math.max(0, endsAt - now().getTime()),
    });
  };
  let count = 0;
  /** One message of the alarm topic; the same id when it is delivered again. */
  const publish = (message: unknown, id = `m-${++count}`) =>
    deliver({
      Records: [
        {
          Sns: {
            MessageId: id,
            Message: typeof message === 'string' ? message : JSON.stringify(message),
            Timestamp: '2026-11-22T23:04:06.000Z',
          },
        },
      ],
    });
  return { services, deliver, publish, counted, sleeps, takeMails: mail.takeMessages };
};
