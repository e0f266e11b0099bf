import * as z from 'zod';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { resourcesOfType } from '../../support/template/query.ts';
import type { UsedMetric } from './emitted-metrics.ts';

const dimension = z.object({ Name: z.string(), Value: z.string() });

const alarmMetric = z.object({
  Namespace: z.string(),
  MetricName: z.string(),
  Dimensions: z.array(dimension).default([]),
});

const alarm = z.object({
  Namespace: z.string().optional(),
  Metrics: z
    .array(z.object({ MetricStat: z.object({ Metric: alarmMetric }).optional() }))
    .default([]),
});

const toUsed = (
  place: string,
  { Namespace, MetricName, Dimensions }: z.output<typeof alarmMetric>,
) => ({
  place,
  namespace: Namespace,
  name: MetricName,
  dimensions: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])),
});

const ofAlarms = (template: EvaluatedTemplate): readonly UsedMetric[] =>
  resourcesOfType(template, 'AWS::CloudWatch::Alarm').flatMap(({ id, properties }) => {
    const { Namespace, Metrics } = alarm.parse(properties);
    if (Namespace) return [toUsed(id, alarmMetric.parse(properties))];
    return Metrics.flatMap(({ MetricStat }) => (MetricStat ? [toUsed(id, MetricStat.Metric)] : []));
  });

const body = z.object({
  widgets: z.array(
    z.object({
      type: z.enum(['metric', 'log']),
      properties: z.looseObject({
        title: z.string().min(1),
        metrics: z.array(z.array(z.unknown())).default([]),
      }),
    }),
  ),
});

/** A dashboard's widgets, once its body has been resolved. */
export const widgetsOf = (template: EvaluatedTemplate) =>
  resourcesOfType(template, 'AWS::CloudWatch::Dashboard').map(({ id, properties }) => ({
    id,
    name: properties['DashboardName'],
    ...body.parse(JSON.parse(String(properties['DashboardBody']))),
  }));

const ofDashboards = (template: EvaluatedTemplate): readonly UsedMetric[] =>
  widgetsOf(template).flatMap(({ id, widgets }) =>
    widgets.flatMap(({ properties: { title, metrics } }) =>
      metrics.map((parts) => {
        const [namespace = '', name = '', ...rest] = parts.filter((it) => typeof it === 'string');
        const pairs = Array.from({ length: rest.length / 2 }, (_, index) => [
          rest[index * 2] ?? '',
          rest[index * 2 + 1] ?? '',
        ]);
        return {
          place: `${id}: ${title}`,
          namespace,
          name,
          dimensions: Object.fromEntries(pairs),
        };
      }),
    ),
  );

/** Every metric that an alarm or a widget looks at. */
export const findUsedMetrics = (template: EvaluatedTemplate): readonly UsedMetric[] => [
  ...ofAlarms(template),
  ...ofDashboards(template),
];
