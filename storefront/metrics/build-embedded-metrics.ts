const namespace = 'Tidemarket/Storefront';

export type Metric = readonly [name: string, unit: string, value: number | readonly number[]];

export type EmbeddedMetricsOptions = {
  /** All and only the dimensions of each metric, by name. */
  readonly dimensions: Readonly<Record<string, string>>;
  readonly metrics: readonly Metric[];
  readonly now: Date;
};

/** The fields by which CloudWatch takes metrics from a log line: its embedded metric format. */
export const buildEmbeddedMetrics = ({ dimensions, metrics, now }: EmbeddedMetricsOptions) => ({
  _aws: {
    Timestamp: now.getTime(),
    CloudWatchMetrics: [
      {
        Namespace: namespace,
        Dimensions: [Object.keys(dimensions)],
        Metrics: metrics.map(([name, unit]) => ({ Name: name, Unit: unit })),
      },
    ],
  },
  ...dimensions,
  ...Object.fromEntries(metrics.map(([name, , value]) => [name, value])),
});
