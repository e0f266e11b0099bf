import type { Config } from '../config.ts';
import type { AlarmChange } from '../read/alarm-change.ts';
import { buildMessage, colors, type Message } from './message.ts';
import { escapeText, slackTime } from './mrkdwn.ts';

/** What the channel sees every morning when the whole way of an alarm works. */
export const buildHeartbeat = ({ at }: AlarmChange, { STAGE, STACK_NAME }: Config): Message =>
  buildMessage(
    `:sunrise: *${escapeText(STAGE)}* alarms of ${escapeText(STACK_NAME)} reach this channel (${slackTime(at)})`,
    colors.good,
    [],
  );
