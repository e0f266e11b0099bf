import {
  type AlarmDescription,
  AlarmDescriptionError,
  parseAlarmDescription,
} from './alarm-description.ts';

/** What an alarm's description says; undefined when it does not keep the form. */
export const findAlarmDescription = (text: string): AlarmDescription | undefined => {
  try {
    return parseAlarmDescription(text);
  } catch (error) {
    if (error instanceof AlarmDescriptionError) return undefined;
    throw error;
  }
};
