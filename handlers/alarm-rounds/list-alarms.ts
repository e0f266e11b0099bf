import {
  type AlarmHistoryItem,
  type CloudWatchClient,
  paginateDescribeAlarmHistory,
  paginateDescribeAlarms,
} from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { AlarmDescription } from '../shared/alarm-description.ts';
import { findAlarmDescription } from '../shared/find-alarm-description.ts';

export type Alarm = {
  readonly name: string;
  readonly state: string;
  readonly since: Date;
  readonly text: string;
  readonly description: AlarmDescription | undefined;
};

export type AlarmStateChange = {
  readonly alarm: string;
  readonly before: string;
  readonly state: string;
  readonly at: Date;
};

/** The stage's alarms with their states. Those of target tracking are not ours: they scale. */
export const listAlarms = async (
  cloudwatch: CloudWatchClient,
  prefix: string,
): Promise<readonly Alarm[]> => {
  const alarms: Alarm[] = [];
  const pages = paginateDescribeAlarms({ client: cloudwatch }, { AlarmNamePrefix: prefix });
  for await (const { MetricAlarms = [] } of pages) {
    for (const it of MetricAlarms) {
      const text = it.AlarmDescription ?? '';
      alarms.push({
        name: it.AlarmName ?? '',
        state: it.StateValue ?? 'INSUFFICIENT_DATA',
        since: it.StateTransitionedTimestamp ?? it.StateUpdatedTimestamp ?? new Date(0),
        text,
        description: findAlarmDescription(text),
      });
    }
  }
  return alarms;
};

const stateOf = z.object({ stateValue: z.string() });
const historyData = z.object({ oldState: stateOf, newState: stateOf });

const findStates = ({ HistoryData = '' }: AlarmHistoryItem) => {
  try {
    const { oldState, newState } = historyData.parse(JSON.parse(HistoryData));
    return { before: oldState.stateValue, state: newState.stateValue };
  } catch {
    // An item in another form says nothing that can be counted.
    return undefined;
  }
};

/** Every change of state of the stage's alarms since then, oldest first. */
export const listChanges = async (
  cloudwatch: CloudWatchClient,
  prefix: string,
  since: Date,
): Promise<readonly AlarmStateChange[]> => {
  const changes: AlarmStateChange[] = [];
  const pages = paginateDescribeAlarmHistory(
    { client: cloudwatch },
    { HistoryItemType: 'StateUpdate', StartDate: since },
  );
  for await (const { AlarmHistoryItems = [] } of pages) {
    for (const item of AlarmHistoryItems) {
      const { AlarmName = '', Timestamp } = item;
      const states = findStates(item);
      if (!AlarmName.startsWith(prefix) || !states || !Timestamp) continue;
      changes.push({ alarm: AlarmName, ...states, at: Timestamp });
    }
  }
  return changes.sort((one, other) => one.at.getTime() - other.at.getTime());
};
