import type { AlarmChange } from '../read/alarm-change.ts';

const comparisons: Readonly<Record<string, string>> = {
  GreaterThanThreshold: 'above',
  GreaterThanOrEqualToThreshold: 'at or above',
  LessThanThreshold: 'below',
  LessThanOrEqualToThreshold: 'at or below',
};

const formatNumber = (value: number): string =>
  new Intl.NumberFormat('en-US', { maximumSignificantDigits: 5 }).format(value);

/** The newest measured value that CloudWatch names in its reason. */
const findValue = (reason: string): number | undefined => {
  const [, list = ''] = /datapoints? \[([^\]]*)\]/.exec(reason) ?? [];
  const [text] = /-?\d+(\.\d+)?(E-?\d+)?/i.exec(list) ?? [];
  return text === undefined ? undefined : Number(text);
};

/** `7, alarms above 5`; empty when the notification does not tell. */
export const describeMeasured = ({ trigger, reason }: AlarmChange): string => {
  const value = findValue(reason);
  const { Threshold, ComparisonOperator = '' } = trigger ?? {};
  const comparison = comparisons[ComparisonOperator];
  const limit =
    Threshold === undefined || comparison === undefined
      ? undefined
      : `alarms ${comparison} ${formatNumber(Threshold)}`;
  const measured = value === undefined ? undefined : formatNumber(value);
  if (measured === undefined && /no datapoints|missing/i.test(reason)) {
    return ['no data', limit].filter(Boolean).join(', ');
  }
  return [measured, limit].filter(Boolean).join(', ');
};
