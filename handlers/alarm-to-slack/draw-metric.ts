import { type CloudWatchClient, GetMetricWidgetImageCommand } from '@aws-sdk/client-cloudwatch';
import type { AlarmChange, AlarmTrigger } from './read/alarm-change.ts';

export type DrawMetric = (change: AlarmChange) => Promise<Uint8Array<ArrayBuffer> | undefined>;

type Dimensions = AlarmTrigger['Dimensions'];

const pathOf = (namespace: string, metric: string, dimensions: Dimensions) => [
  namespace,
  metric,
  ...dimensions.flatMap(({ name, value }) => [name, value]),
];

const statistics: Readonly<Record<string, string>> = {
  SUM: 'Sum',
  AVERAGE: 'Average',
  MAXIMUM: 'Maximum',
  MINIMUM: 'Minimum',
  SAMPLE_COUNT: 'SampleCount',
};

const metricsOf = (trigger: AlarmTrigger): readonly unknown[] => {
  const { Metrics, Namespace, MetricName, Dimensions, Period } = trigger;
  if (Namespace && MetricName) {
    const stat = trigger.ExtendedStatistic ?? statistics[trigger.Statistic ?? ''] ?? 'Average';
    return [[...pathOf(Namespace, MetricName, Dimensions), { stat, period: Period }]];
  }
  return Metrics.map(({ Id, Label, Expression, ReturnData, MetricStat }) => {
    const shown = { id: Id, visible: ReturnData, ...(Label ? { label: Label } : {}) };
    if (!MetricStat) return [{ expression: Expression, ...shown }];
    const { Namespace, MetricName, Dimensions } = MetricStat.Metric;
    const how = { stat: MetricStat.Stat, period: MetricStat.Period };
    return [...pathOf(Namespace, MetricName, Dimensions), { ...shown, ...how }];
  });
};

/** Three hours of the alarm's metric and its threshold; undefined when it has no metric. */
export const buildWidget = ({ name, region, at, trigger }: AlarmChange): object | undefined => {
  if (!trigger) return undefined;
  const metrics = metricsOf(trigger);
  if (metrics.length === 0) return undefined;
  const threshold = trigger.Threshold === undefined ? [] : [{ value: trigger.Threshold }];
  return {
    title: name,
    view: 'timeSeries',
    region,
    width: 800,
    height: 300,
    metrics,
    annotations: {
      horizontal: threshold.map((it) => ({ ...it, label: 'threshold', color: '#d72b3f' })),
      vertical: [{ value: at.toISOString(), label: 'alarm' }],
    },
    start: new Date(at.getTime() - 3 * 3_600_000).toISOString(),
    end: new Date(at.getTime() + 5 * 60_000).toISOString(),
    timezone: '+0000',
  };
};

export const createDrawMetric =
  (cloudwatch: CloudWatchClient): DrawMetric =>
  async (change) => {
    const widget = buildWidget(change);
    if (!widget) return undefined;
    const { MetricWidgetImage } = await cloudwatch.send(
      new GetMetricWidgetImageCommand({ MetricWidget: JSON.stringify(widget) }),
    );
    return MetricWidgetImage && Uint8Array.from(MetricWidgetImage);
  };
