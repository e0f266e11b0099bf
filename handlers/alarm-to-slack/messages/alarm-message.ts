import { formatDuration } from '../../shared/format-duration.ts';
import type { Config } from '../config.ts';
import type { Incident } from '../incidents/incident.ts';
import type { Reply } from '../incidents/plan-alarm-change.ts';
import type { AlarmChange } from '../read/alarm-change.ts';
import { buildAlarmLinks } from './alarm-links.ts';
import { buildMessage, colors, context, fields, limits, type Message, section } from './message.ts';
import { escapeText, slackTime } from './mrkdwn.ts';

const emojis = { critical: ':rotating_light:', warning: ':warning:', info: ':information_source:' };

const shortName = (change: AlarmChange, { STACK_NAME }: Config): string =>
  change.name.startsWith(`${STACK_NAME}-`) ? change.name.slice(STACK_NAME.length + 1) : change.name;

const problemOf = ({ description, descriptionText, reason, name }: AlarmChange): string =>
  description?.problem || descriptionText || reason || name;

const isOver = ({ state }: Incident): boolean => state === 'OK';

const durationOf = ({ openedAt, changedAt }: Incident): string =>
  formatDuration(changedAt.getTime() - openedAt.getTime());

/** The first line, which is also the notification on a telephone. */
const buildHeadline = (change: AlarmChange, incident: Incident, config: Config): string => {
  const name = escapeText(shortName(change, config), 300);
  const place = `*${escapeText(config.STAGE)}*`;
  if (isOver(incident))
    return `:large_green_circle: ${place} ${name} recovered after ${durationOf(incident)}`;
  if (incident.state === 'INSUFFICIENT_DATA') return `:white_circle: ${place} ${name} has no data`;
  const severity = change.description?.severity ?? 'warning';
  const flapping = incident.isFlapping ? ', flapping' : '';
  return `${emojis[severity]} ${place} ${name} (${severity}${flapping})`;
};

const colorOf = (change: AlarmChange, incident: Incident): string => {
  if (isOver(incident)) return colors.good;
  if (incident.state === 'INSUFFICIENT_DATA') return colors.unknown;
  return colors[change.description?.severity ?? 'warning'];
};

const flappingText = ({ isFlapping, changes }: Incident): string =>
  isFlapping ? `${changes.length} changes in 30 minutes` : '';

/** The message that an incident's thread hangs on, as it is to look now. */
export const buildAlarmMessage = (
  change: AlarmChange,
  incident: Incident,
  config: Config,
): Message => {
  const { description, account, region, name } = change;
  const impact = description ? `\n*For shoppers:* ${escapeText(description.impact, 1_000)}` : '';
  const facts = fields([
    ['Severity', description?.severity ?? 'not said'],
    ['Measured', escapeText(incident.measured, limits.field - 200)],
    [isOver(incident) ? 'From' : 'Since', slackTime(incident.openedAt)],
    ['Until', isOver(incident) ? slackTime(incident.changedAt) : ''],
    ['Owner', description?.owner ?? ''],
    ['Flapping', flappingText(incident)],
  ]);
  return buildMessage(buildHeadline(change, incident, config), colorOf(change, incident), [
    ...section(escapeText(problemOf(change), 1_900) + impact),
    ...facts,
    ...section(buildAlarmLinks(change, incident.openedAt, config)),
    ...context(
      escapeText(`${name} · account ${account} · ${region} · ${config.STACK_NAME}`, 1_000),
    ),
  ]);
};

const replyTexts: Readonly<Record<Reply, (change: AlarmChange, incident: Incident) => string>> = {
  again: ({ at }, { measured }) =>
    `:warning: In alarm again since ${slackTime(at)}${measured ? `: ${escapeText(measured, 500)}` : ''}`,
  recovered: (_, incident) =>
    `:large_green_circle: Recovered at ${slackTime(incident.changedAt)}, ${durationOf(incident)} after it began`,
  'no-data': ({ at }) => `:white_circle: No data since ${slackTime(at)}`,
  flapping: (_, { changes, state }) =>
    `:repeat: It goes back and forth: ${changes.length} changes in 30 minutes, now ${state}. Further changes are not told until it is calm.`,
  late: ({ at }) => `:hourglass: Told late: it was in alarm at ${slackTime(at)}, too`,
};

/** A change of an incident, as a reply in its thread. */
export const buildReply = (reply: Reply, change: AlarmChange, incident: Incident): string =>
  replyTexts[reply](change, incident);
