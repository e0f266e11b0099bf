import { formatDuration } from '../../shared/format-duration.ts';
import type { AlarmReminder } from '../../shared/job-news.ts';
import type { Config } from '../config.ts';
import { escapeText, slackTime } from './mrkdwn.ts';

/** An alarm that lasts, in one line. */
export const buildReminder = (
  { alarmName, since, at, description }: AlarmReminder,
  { STAGE }: Config,
): string => {
  const lasted = formatDuration(Date.parse(at) - Date.parse(since));
  const problem = description.split('\n')[0] ?? '';
  const head = `:hourglass: *${escapeText(STAGE)}* ${escapeText(alarmName, 300)} has been in alarm for ${lasted}, since ${slackTime(new Date(since))}`;
  return problem === '' ? head : `${head}\n${escapeText(problem, 1_000)}`;
};
