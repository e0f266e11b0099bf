import { type CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { type EveningTimes, eveningOf } from '../shared/evening.ts';
import { addDays, type LocalDate } from '../shared/zoned-time.ts';
import type { EveningExceptions } from './exceptions.ts';
import type { PastEvening } from './plan-capacity.ts';

const weeks = 4;
/** CloudWatch keeps five-minute sums for 63 days, one-minute ones for 15. */
const periodSeconds = 300;
/** An evening of which less was measured, such as one with an outage, is no measure. */
const minDatapoints = 12;

export type HistoryOptions = EveningTimes & {
  readonly LOAD_BALANCER: string;
  readonly TARGET_GROUP: string;
  readonly EXCEPTIONS: EveningExceptions;
};

/** The busiest five minutes of an evening, as requests a minute. */
export const findPeak = (sums: readonly number[]): number | undefined =>
  sums.length < minDatapoints ? undefined : Math.max(...sums) / (periodSeconds / 60);

/** The same weekday's evening, one to four weeks before. */
export const pastDates = (date: LocalDate): readonly LocalDate[] =>
  Array.from({ length: weeks }, (_, index) => addDays(date, -7 * (index + 1)));

const readSums = async (
  cloudwatch: CloudWatchClient,
  { start, end }: { readonly start: Date; readonly end: Date },
  { LOAD_BALANCER, TARGET_GROUP }: HistoryOptions,
): Promise<readonly number[]> => {
  const { MetricDataResults = [] } = await cloudwatch.send(
    new GetMetricDataCommand({
      StartTime: start,
      EndTime: end,
      MetricDataQueries: [
        {
          Id: 'requests',
          MetricStat: {
            Metric: {
              Namespace: 'AWS/ApplicationELB',
              MetricName: 'RequestCount',
              Dimensions: [
                { Name: 'LoadBalancer', Value: LOAD_BALANCER },
                { Name: 'TargetGroup', Value: TARGET_GROUP },
              ],
            },
            Period: periodSeconds,
            Stat: 'Sum',
          },
        },
      ],
    }),
  );
  return MetricDataResults[0]?.Values ?? [];
};

/** How busy the same weekday's last four evenings were. */
export const readHistory = async (
  cloudwatch: CloudWatchClient,
  date: LocalDate,
  options: HistoryOptions,
): Promise<readonly PastEvening[]> => {
  const history: PastEvening[] = [];
  for (const past of pastDates(date)) {
    const sums = await readSums(cloudwatch, eveningOf(past, options), options);
    history.push({
      date: past,
      peakPerMinute: findPeak(sums),
      exception: options.EXCEPTIONS.has(past),
    });
  }
  return history;
};
