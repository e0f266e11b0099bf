import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { type Job, type MetricOf, operationsNamespace } from './own-metrics.ts';

export type JobMetrics<J extends Job> = {
  readonly add: (name: MetricOf<J>, value: number) => void;
  /** Writes what was added, as one line that CloudWatch reads metrics from. */
  readonly flush: () => void;
};

/** Metrics of one job in one stage, written as a log line and so without permission or waiting. */
export const createMetrics = <J extends Job>(job: J, stackName: string): JobMetrics<J> => {
  const metrics = new Metrics({
    namespace: operationsNamespace,
    serviceName: job,
    defaultDimensions: { Stack: stackName },
  });
  return {
    add: (name, value) => {
      metrics.addMetric(name, MetricUnit.Count, value);
    },
    flush: () => {
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
};
