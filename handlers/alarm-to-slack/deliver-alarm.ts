import * as z from 'zod';
import type { Key } from '../shared/operations-table.ts';
import { type Desk, type Outcome, rememberSeconds } from './deliver.ts';
import { type Incident, incidentSchema, storeIncident } from './incidents/incident.ts';
import { type Plan, planAlarmChange } from './incidents/plan-alarm-change.ts';
import { mailInstead } from './mail-instead.ts';
import { buildAlarmMessage, buildReply } from './messages/alarm-message.ts';
import { buildHeartbeat } from './messages/heartbeat-message.ts';
import { describeMeasured } from './messages/measured.ts';
import type { Message } from './messages/message.ts';
import type { AlarmChange } from './read/alarm-change.ts';
import type { Root } from './slack/slack.ts';

export const incidentKey = (alarm: string): Key => ({ pk: `incident#${alarm}`, sk: 'incident' });

const toldKey = ({ name, state, at }: AlarmChange): Key => ({
  pk: `incident#${name}`,
  sk: `told#${at.toISOString()}#${state}`,
});

const empty = (change: AlarmChange): Incident => ({
  state: change.state,
  openedAt: change.at,
  changedAt: change.at,
  changes: [],
  measured: '',
  isFlapping: false,
});

/** What there is to send: a message of its own, and what the thread is told. */
type Letters = { readonly root?: Message; readonly reply?: string };

const writeLetters = (
  change: AlarmChange,
  { root, reply, next }: Plan,
  incident: Incident,
  { services: { config } }: Desk,
): Letters => {
  if (change.name === config.HEARTBEAT_ALARM) {
    return root === 'post' ? { root: buildHeartbeat(change, config) } : {};
  }
  return {
    ...(root === 'none' ? {} : { root: buildAlarmMessage(change, next ?? incident, config) }),
    ...(reply ? { reply: buildReply(reply, change, next ?? incident) } : {}),
  };
};

/** The picture is a help, not the message: without it the alarm has been told all the same. */
const tryPicture = async (change: AlarmChange, root: Root, desk: Desk): Promise<void> => {
  const { channel, services } = desk;
  if (channel.mode !== 'bot') return;
  try {
    const png = await services.drawMetric(change);
    if (png) await channel.upload(root, `${change.name}.png`, png);
  } catch {
    services.metrics.add('PicturesFailed', 1);
  }
};

/** Sends a plan's letters and returns the message that the thread now hangs on. */
const send = async (
  plan: Plan,
  letters: Letters,
  incident: Incident | undefined,
  { channel, services }: Desk,
): Promise<Root | undefined> => {
  if (channel.mode !== 'bot') {
    // The whole message says what a reply would; a change that has no reply is one of many.
    const told = plan.reply || plan.root === 'post' ? (letters.root ?? letters.reply) : undefined;
    if (told && channel.mode === 'webhook') await channel.post(told);
    else if (told) await mailInstead(told, 'Slack is not set up', services);
    return undefined;
  }
  let root = incident?.root;
  if (letters.root) {
    const isEdited =
      plan.root === 'edit' && root !== undefined && (await channel.edit(root, letters.root));
    if (!isEdited) root = await channel.post(letters.root);
  }
  if (letters.reply) await channel.post(letters.reply, root ? { root } : undefined);
  return root;
};

const remember = async (
  change: AlarmChange,
  next: Incident | undefined,
  { services: { table } }: Desk,
): Promise<void> => {
  const told = { key: toldKey(change), value: {}, keepSeconds: rememberSeconds };
  const key = incidentKey(change.name);
  await table.putAll(
    next ? [told, { key, value: storeIncident(next), keepSeconds: rememberSeconds }] : [told],
  );
};

const describe = (plan: Plan, mode: Desk['channel']['mode']): Outcome['outcome'] => {
  if (plan.root !== 'post' && !plan.reply) {
    return plan.root === 'edit' && mode === 'bot' ? 'told in its thread' : 'nothing to tell';
  }
  if (mode === 'none') return 'mailed';
  return plan.root === 'post' || mode === 'webhook' ? 'posted' : 'told in its thread';
};

/** Tells of an alarm's change, once, in the thread of its incident. Call it under the alarm's lease. */
export const deliverAlarm = async (change: AlarmChange, desk: Desk): Promise<Outcome> => {
  const { services, channel, dryRun } = desk;
  const about = `${change.name} ${change.state}`;
  const isHeartbeat = change.name === services.config.HEARTBEAT_ALARM;
  if (!isHeartbeat && change.description?.severity === 'info') {
    return { outcome: 'left to the digest', about, because: 'its severity is info' };
  }
  if (await services.table.find(toldKey(change), z.object({}))) {
    return { outcome: 'told already', about, because: 'it was delivered before' };
  }
  const incident = isHeartbeat
    ? undefined
    : await services.table.find(incidentKey(change.name), incidentSchema);
  const measured = describeMeasured(change);
  const plan = planAlarmChange(incident, { state: change.state, at: change.at, measured });
  const letters = writeLetters(change, plan, incident ?? empty(change), desk);
  const { because } = plan;
  if (dryRun) return { outcome: 'would be told', about, because, wouldSend: letters };

  const root = await send(plan, letters, incident, desk);
  const next = plan.next && !isHeartbeat ? { ...plan.next, root } : undefined;
  await remember(change, next, desk);
  if (isHeartbeat && letters.root) countHeartbeat(desk);
  else if (plan.root === 'post' && root) await tryPicture(change, root, desk);
  return { outcome: describe(plan, channel.mode), about, because };
};

/** Only a heartbeat that somebody can receive proves anything. */
const countHeartbeat = ({ channel, services }: Desk): void => {
  if (channel.mode === 'none' && !services.config.ALERT_EMAIL) return;
  services.metrics.add('HeartbeatDelivered', 1);
};
