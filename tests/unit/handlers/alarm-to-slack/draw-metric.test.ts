import { describe, expect, it } from '@jest/globals';
import { buildWidget } from '../../../../handlers/alarm-to-slack/draw-metric.ts';
import {
  alarmNotification,
  buildAlarmChange,
} from '../../../../handlers/alarm-to-slack/read/alarm-change.ts';
import { buildChange, buildNotification } from './alarm-notices.ts';

describe("the picture of an alarm's metric", () => {
  it('shows the metric with its statistic and the threshold, three hours long', () => {
    expect(buildWidget(buildChange())).toMatchObject({
      region: 'us-east-1',
      metrics: [
        [
          'AWS/ApplicationELB',
          'TargetResponseTime',
          'LoadBalancer',
          'app/shop/0123456789abcdef',
          { stat: 'p99', period: 60 },
        ],
      ],
      annotations: {
        horizontal: [{ value: 2 }],
        vertical: [{ value: '2026-11-22T23:04:05.123Z' }],
      },
      start: '2026-11-22T20:04:05.123Z',
      end: '2026-11-22T23:09:05.123Z',
    });
  });

  it('shows what is worked out of several metrics', () => {
    const Metric = { Namespace: 'AWS/ApplicationELB', MetricName: 'HTTPCode_ELB_5XX_Count' };
    const { Trigger, ...rest } = buildNotification();
    const { Period, EvaluationPeriods, ComparisonOperator, Threshold } = Trigger;
    const change = buildAlarmChange(
      alarmNotification.parse({
        ...rest,
        Trigger: {
          Period,
          EvaluationPeriods,
          ComparisonOperator,
          Threshold,
          Metrics: [
            { Id: 'all', Expression: 'FILL(one, 0)', Label: '5xx answers', ReturnData: true },
            { Id: 'one', ReturnData: false, MetricStat: { Metric, Period: 60, Stat: 'Sum' } },
          ],
        },
      }),
    );

    expect(buildWidget(change)).toMatchObject({
      metrics: [
        [{ expression: 'FILL(one, 0)', id: 'all', visible: true, label: '5xx answers' }],
        [
          'AWS/ApplicationELB',
          'HTTPCode_ELB_5XX_Count',
          { id: 'one', visible: false, stat: 'Sum', period: 60 },
        ],
      ],
    });
  });

  it('is none of an alarm without a metric', () => {
    expect(buildWidget({ ...buildChange(), trigger: undefined })).toBeUndefined();
  });
});
