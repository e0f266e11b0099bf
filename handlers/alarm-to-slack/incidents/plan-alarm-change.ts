import type { AlarmState } from '../read/alarm-change.ts';
import type { Incident } from './incident.ts';

/** Changes within this time belong together; so many of them are flapping. */
const calmMs = 30 * 60_000;
const changesOfFlapping = 5;

export type Change = { readonly state: AlarmState; readonly at: Date; readonly measured: string };

/** What the thread is told, or the channel where there are no threads. */
export type Reply = 'again' | 'recovered' | 'no-data' | 'flapping' | 'late';

export type Plan = {
  /** To be remembered; undefined when nothing changes. */
  readonly next: Incident | undefined;
  readonly root: 'post' | 'edit' | 'none';
  readonly reply: Reply | undefined;
  readonly because: string;
};

const nothing = (because: string): Plan => ({
  next: undefined,
  root: 'none',
  reply: undefined,
  because,
});

const open = ({ state, at, measured }: Change): Incident => ({
  state,
  openedAt: at,
  changedAt: at,
  changes: [at],
  measured,
  isFlapping: false,
});

const first = (change: Change): Plan => {
  if (change.state === 'ALARM') {
    return { next: open(change), root: 'post', reply: undefined, because: 'a new incident' };
  }
  // Remembered without a word, in case the alarm itself comes later than its recovery.
  return { ...nothing('nobody was told of an alarm'), next: { ...open(change), changes: [] } };
};

const wasAnnounced = ({ changes }: Incident): boolean => changes.length > 0;

/** An older change than the newest one that was told. */
const late = (incident: Incident, change: Change): Plan => {
  if (change.state !== 'ALARM') return nothing('a newer change has been told');
  if (wasAnnounced(incident)) {
    return {
      next: undefined,
      root: 'none',
      reply: 'late',
      because: 'a newer change has been told',
    };
  }
  return {
    next: {
      ...incident,
      openedAt: change.at,
      changes: [change.at, incident.changedAt],
      measured: change.measured,
    },
    root: 'post',
    reply: undefined,
    because: 'it came after its own recovery',
  };
};

const replies: Readonly<Record<AlarmState, Reply>> = {
  ALARM: 'again',
  OK: 'recovered',
  INSUFFICIENT_DATA: 'no-data',
};

const goOn = (incident: Incident, change: Change): Plan => {
  const changes = [...incident.changes, change.at].filter(
    (at) => change.at.getTime() - at.getTime() < calmMs,
  );
  const isFlapping = changes.length >= changesOfFlapping;
  const next: Incident = {
    ...incident,
    state: change.state,
    changedAt: change.at,
    changes,
    measured: change.state === 'ALARM' ? change.measured : incident.measured,
    isFlapping,
  };
  if (!isFlapping) {
    return { next, root: 'edit', reply: replies[change.state], because: 'the incident goes on' };
  }
  return {
    next,
    root: 'edit',
    reply: incident.isFlapping ? undefined : 'flapping',
    because: `it is flapping: ${changes.length} changes in 30 minutes`,
  };
};

/** What to tell of an alarm's change, given what was told before. */
export const planAlarmChange = (incident: Incident | undefined, change: Change): Plan => {
  if (!incident) return first(change);
  const { changedAt, state } = incident;
  if (change.at < changedAt) return late(incident, change);
  const isOver = state === 'OK' && change.at.getTime() - changedAt.getTime() >= calmMs;
  if (!wasAnnounced(incident) || isOver) return first(change);
  if (change.state === state) {
    return { ...nothing('the state has been told'), next: { ...incident, changedAt: change.at } };
  }
  return goOn(incident, change);
};
