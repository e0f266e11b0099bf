import type { Config } from '../config.ts';
import type { AlarmChange, AlarmTrigger } from '../read/alarm-change.ts';
import { alarmLink, dashboardLink, logsLink } from './console-links.ts';
import { limits } from './message.ts';
import { escapeText, link } from './mrkdwn.ts';

const marginMs = 10 * 60_000;

type Metric = { readonly namespace: string; readonly functionName: string | undefined };

const metricOf = (trigger: AlarmTrigger | undefined): Metric => {
  const first = trigger?.Metrics.find(({ MetricStat }) => MetricStat)?.MetricStat?.Metric;
  const dimensions = [...(trigger?.Dimensions ?? []), ...(first?.Dimensions ?? [])];
  return {
    namespace: trigger?.Namespace ?? first?.Namespace ?? '',
    functionName: dimensions.find(({ name }) => name === 'FunctionName')?.value,
  };
};

const dashboards: Readonly<Record<string, string>> = {
  'AWS/EC2': 'auto-scaling',
  'AWS/AutoScaling': 'auto-scaling',
  'AWS/ApplicationELB': 'load-balancer',
  'AWS/RDS': 'database',
  'AWS/CloudFront': 'edge',
  'Tidemarket/Storefront': 'shop',
};

const errorQuery = `fields @timestamp, level, message, @message
| filter level in ["ERROR", "error", "fatal"] or status >= 500
| sort @timestamp desc
| limit 100`;

const everything = `fields @timestamp, @message
| sort @timestamp desc
| limit 100`;

type Logs = { readonly logGroup: string; readonly query: string };

const logsOf = ({ description, trigger }: AlarmChange, config: Config): Logs => {
  const { functionName, namespace } = metricOf(trigger);
  if (functionName) return { logGroup: `/aws/lambda/${functionName}`, query: errorQuery };
  if (namespace === 'AWS/RDS' || description?.owner === 'database') {
    return { logGroup: config.DATABASE_LOG_GROUP, query: everything };
  }
  return { logGroup: config.STOREFRONT_LOG_GROUP, query: errorQuery };
};

/** What the alarm looked at before it went off, and ten minutes on either side. */
const windowOf = ({ trigger }: AlarmChange, since: Date) => {
  const lookedAtMs = (trigger?.Period ?? 60) * (trigger?.EvaluationPeriods ?? 1) * 1_000;
  return {
    start: new Date(since.getTime() - lookedAtMs - marginMs),
    end: new Date(since.getTime() + marginMs),
  };
};

const runbookLink = (runbook: string, { REPOSITORY_URL }: Config): string =>
  REPOSITORY_URL
    ? link(`${REPOSITORY_URL.replace(/\/$/, '')}/${runbook}`, 'Runbook')
    : `Runbook: ${escapeText(runbook)}`;

/** Where to look next, in one line. */
export const buildAlarmLinks = (change: AlarmChange, since: Date, config: Config): string => {
  const { region, name, description, trigger } = change;
  const dashboard = dashboards[metricOf(trigger).namespace] ?? 'operations';
  const links = [
    ...(description ? [runbookLink(description.runbook, config)] : []),
    link(dashboardLink(region, `${config.STACK_NAME}-${dashboard}`), 'Dashboard'),
    link(logsLink(region, { ...logsOf(change, config), ...windowOf(change, since) }), 'Logs'),
    link(alarmLink(region, name), 'Alarm'),
  ];
  // An address cut in two leads nowhere: one that does not fit stays out.
  return links.reduce((line, next) => {
    const longer = line === '' ? next : `${line}  ·  ${next}`;
    return longer.length <= limits.section ? longer : line;
  }, '');
};
