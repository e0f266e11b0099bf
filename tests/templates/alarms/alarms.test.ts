import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parseAlarmDescription } from '../../../handlers/shared/alarm-description.ts';
import type { buildEmbeddedMetrics } from '../../../storefront/metrics/build-embedded-metrics.ts';
import { buildMetricsLine } from '../../../storefront/metrics/build-metrics-line.ts';
import { buildRouteMetricsLines } from '../../../storefront/metrics/build-route-metrics-lines.ts';
import { routeGroups } from '../../../storefront/metrics/route-group.ts';
import { type EvaluatedTemplate, evaluateTemplate } from '../../support/template/evaluate.ts';
import { packageVariant } from '../../support/template/package-stage.ts';
import { getResource, resourcesOfType } from '../../support/template/query.ts';
import { getVariant, type VariantName } from '../../support/template/variants.ts';
import { isEmitted } from './emitted-metrics.ts';
import { findLinks, readRunbooks, runbookFolder } from './runbook-commands.ts';
import { findUsedMetrics, widgetsOf } from './used-metrics.ts';

const counts = { '2xx': 1, '3xx': 1, '4xx': 1, '5xx': 1 };
const options = {
  period: {
    requests: counts,
    routes: {},
    groups: [{ group: 'cart', requests: counts, durationsMs: [1] }],
    durationsMs: [1],
    cache: { hit: 1, stale: 0, shared: 0, miss: 0 },
    ordersPlaced: 1,
    paymentFailures: 0,
  },
  load: { peakWaiting: 0, lagMs: 1 },
  stack: 'stack',
  now: new Date(0),
} as const;

const namesIn = ({ _aws }: ReturnType<typeof buildEmbeddedMetrics>) =>
  _aws.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name));

/** Every metric that the storefront can emit, by its own code. */
const storefrontMetrics = {
  whole: namesIn(buildMetricsLine(options)),
  routes: buildRouteMetricsLines(options).flatMap(namesIn),
};

const shapes: readonly VariantName[] = ['dev', 'prod'];
const templates = new Map<VariantName, EvaluatedTemplate>();

beforeAll(async () => {
  for (const name of shapes) {
    const stackName = `tidemarket-${getVariant(name).stage}`;
    templates.set(name, evaluateTemplate(await packageVariant(name), { stackName }));
  }
});

const get = (name: VariantName): EvaluatedTemplate => {
  const found = templates.get(name);
  if (!found) throw new Error(`no template of ${name}`);
  return found;
};
const alarmsOf = (name: VariantName) => resourcesOfType(get(name), 'AWS::CloudWatch::Alarm');

/** Who invokes these sees them fail, and so does Slack; a refusal is no alarm. */
const byPeople = [
  'drainInstance',
  'failOverDatabase',
  'importCatalog',
  'invalidateEdge',
  'reconcileOrders',
  'replaceFleet',
  'reportDatabase',
];

describe.each(shapes)('the alarms of %s', (variant) => {
  it('say what is wrong in the form that the messages are made from', () => {
    for (const { id, properties } of alarmsOf(variant)) {
      const { runbook } = parseAlarmDescription(String(properties['AlarmDescription']));

      expect([id, runbook]).toEqual([id, `docs/runbooks/${id}.md`]);
      expect(existsSync(join(runbookFolder, `${id}.md`)) ? id : `no runbook of ${id}`).toBe(id);
      expect(properties['AlarmName']).toBe(`tidemarket-${variant}-${id}`);
    }
  });

  it('reach the topic when they go off and when they recover', () => {
    for (const { id, properties } of alarmsOf(variant)) {
      expect([id, properties['AlarmActions']]).toEqual([
        id,
        expect.arrayContaining(['<AlarmTopic>']),
      ]);
      expect([id, properties['OKActions']]).toEqual([id, properties['AlarmActions']]);
    }
  });

  it.each(['AlarmToSlackFailed', 'AlarmsUndelivered', 'FailedEventsWaiting', 'HeartbeatMissed'])(
    '%s, which is about the way itself, go by e-mail, too',
    (id) => {
      expect(getResource(get(variant), id).properties['AlarmActions']).toContain('<MailTopic>');
    },
  );

  it('and the dashboards look at metrics that somebody emits', () => {
    const emitters = {
      template: get(variant),
      stackName: `tidemarket-${variant}`,
      storefront: storefrontMetrics,
    };

    const blind = findUsedMetrics(get(variant)).filter((it) => !isEmitted(it, emitters));

    expect(blind).toEqual([]);
  });

  it('watch every function of ours that runs when nobody looks', () => {
    const watched = findUsedMetrics(get(variant))
      .filter(
        ({ place, namespace, name }) =>
          !place.includes(':') && namespace === 'AWS/Lambda' && name === 'Errors',
      )
      .map(({ dimensions }) => dimensions['FunctionName']);
    const ours = resourcesOfType(get(variant), 'AWS::Lambda::Function')
      .map(({ properties }) => properties['FunctionName'])
      .filter((name) => !byPeople.some((ofPeople) => name === `tidemarket-${variant}-${ofPeople}`));

    expect(watched.sort()).toEqual(ours.sort());
  });

  it('of the first system are for information, with its thresholds', () => {
    const thresholds = ['EdgeRequestsHigh', 'StorefrontCpuHigh', 'StorefrontCpuLow'].map((id) => {
      const { properties } = getResource(get(variant), id);
      const { severity } = parseAlarmDescription(String(properties['AlarmDescription']));
      return [severity, Number(properties['Threshold']), properties['EvaluationPeriods']];
    });

    expect(thresholds).toEqual([
      ['info', 1_000, 1],
      ['info', 50, 3],
      ['info', 35, 15],
    ]);
  });
});

describe.each(shapes)('the dashboards of %s', (variant) => {
  it('show at least what the first system showed', () => {
    const shown = new Map(
      widgetsOf(get(variant)).map(({ name, widgets }) => [
        String(name).replace(`tidemarket-${variant}-`, ''),
        widgets.flatMap(({ properties: { metrics } }) => metrics.map(([, metric]) => metric)),
      ]),
    );

    expect(shown.get('auto-scaling')).toEqual(
      expect.arrayContaining([
        'CPUUtilization',
        'NetworkIn',
        'NetworkOut',
        'EBSReadOps',
        'EBSWriteOps',
      ]),
    );
    expect(shown.get('load-balancer')).toContain('RequestCountPerTarget');
    expect(shown.get('database')).toEqual(
      expect.arrayContaining(['WriteIOPS', 'ReadIOPS', 'CPUUtilization']),
    );
    expect(shown.get('edge')).toEqual(
      expect.arrayContaining([
        'CacheHitRate',
        'Requests',
        '4xxErrorRate',
        '5xxErrorRate',
        'TotalErrorRate',
      ]),
    );
    expect(shown.get('shop')).toEqual(
      expect.arrayContaining(['OrdersPlaced', 'Latency', 'CacheHitRatio', 'ReplicaLag']),
    );
  });
});

describe.each(shapes)("the shop's dashboard of %s", (variant) => {
  it.each(['Errors', 'Latency', 'Requests'])('shows %s of every route', (metric) => {
    const shown = findUsedMetrics(get(variant)).filter(
      ({ place, name, dimensions }) =>
        place.startsWith('ShopDashboard:') && name === metric && dimensions['Route'] !== undefined,
    );

    expect(shown.map(({ dimensions }) => dimensions['Route'])).toEqual(routeGroups);
  });
});

describe('the schedules', () => {
  it('and the function that they call agree on the evening', () => {
    const template = get('prod');
    const expressions = ['Raise', 'Check', 'Lower'].map((action) => {
      const { properties } = getResource(template, `Evening${action}Schedule`);
      return [properties['ScheduleExpression'], properties['ScheduleExpressionTimezone']];
    });
    const { properties } = getResource(template, 'EveningScaleUpLambdaFunction');
    const variables = Object(properties['Environment'])['Variables'];

    expect(expressions).toEqual([
      ['cron(0 18 * * ? *)', 'America/New_York'],
      ['cron(10/10 18-21 * * ? *)', 'America/New_York'],
      ['cron(0 22 * * ? *)', 'America/New_York'],
    ]);
    expect(variables).toMatchObject({
      TIME_ZONE: 'America/New_York',
      EVENING_START: '18:00',
      EVENING_END: '22:00',
    });
  });
});

describe('the runbooks', () => {
  it('belong to an alarm each', () => {
    const ids = new Set(shapes.flatMap((name) => alarmsOf(name).map(({ id }) => `${id}.md`)));

    expect(
      readRunbooks()
        .map(({ name }) => name)
        .filter((name) => !ids.has(name)),
    ).toEqual([]);
  });

  it('are linked from docs/operations.md', async () => {
    const { readFileSync } = await import('node:fs');
    const linked = findLinks(readFileSync(join(runbookFolder, '../operations.md'), 'utf8'));

    expect(
      readRunbooks()
        .map(({ name }) => `runbooks/${name}`)
        .filter((it) => !linked.includes(it)),
    ).toEqual([]);
  });
});
