import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Incident } from '../../../../handlers/alarm-to-slack/incidents/incident.ts';
import {
  buildAlarmMessage,
  buildReply,
} from '../../../../handlers/alarm-to-slack/messages/alarm-message.ts';
import { buildMail } from '../../../../handlers/alarm-to-slack/messages/mail.ts';
import { describeMeasured } from '../../../../handlers/alarm-to-slack/messages/measured.ts';
import { buildNewsMessage } from '../../../../handlers/alarm-to-slack/messages/news-message.ts';
import type { News } from '../../../../handlers/alarm-to-slack/read/news.ts';
import { findBrokenLimits } from '../../../support/slack-limits.ts';
import { buildChange, config } from './alarm-notices.ts';

const at = new Date('2026-11-22T23:04:05Z');

const buildIncident = (more: Partial<Incident> = {}): Incident => ({
  state: 'ALARM',
  openedAt: at,
  changedAt: at,
  changes: [at],
  measured: describeMeasured(buildChange()),
  isFlapping: false,
  ...more,
});

const over = { state: 'OK', changedAt: new Date('2026-11-22T23:16:40Z') } as const;

const news: News = {
  id: '1',
  level: 'warning',
  title: 'tidemarket-prod could not launch an instance',
  text: 'There is no Spot capacity available that matches your request.',
  facts: [['Why it was wanted', 'a monitor alarm went off']],
  from: 'aws.autoscaling',
  at,
};

describe("an alarm's message", () => {
  it('says what is wrong, how bad, since when, and where to look', () => {
    expect(buildAlarmMessage(buildChange(), buildIncident(), config)).toMatchSnapshot();
  });

  it('turns green with its duration', () => {
    const message = buildAlarmMessage(buildChange({ state: 'OK' }), buildIncident(over), config);

    expect(message.text).toBe(
      ':large_green_circle: *prod* LoadBalancerLatencyTooHigh recovered after 12 min 35 s',
    );
    expect(message.attachments[0].color).toBe('#2eb67d');
  });

  it('shows another alarm readable, too', () => {
    const change = { ...buildChange(), description: undefined, descriptionText: 'by hand <b>' };

    expect(JSON.stringify(buildAlarmMessage(change, buildIncident(), config))).toContain(
      'by hand &lt;b&gt;',
    );
  });

  it.each(['again', 'recovered', 'no-data', 'flapping', 'late'] as const)(
    'has a reply for %s',
    (reply) => {
      expect(buildReply(reply, buildChange(), buildIncident(over))).toMatchSnapshot();
    },
  );

  it('keeps to the limits of Slack, whatever the alarm says', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6_000 });
    const long = fc.constantFrom('&<>'.repeat(3_000), '👍'.repeat(4_000), 'x\n'.repeat(5_000));
    fc.assert(
      fc.property(fc.oneof(text, long), (said) => {
        const change = {
          ...buildChange(),
          reason: said,
          descriptionText: said,
          name: said.slice(0, 255),
        };
        const incident = buildIncident({ measured: said });

        const message = buildAlarmMessage({ ...change, description: undefined }, incident, config);

        expect(findBrokenLimits(message)).toEqual([]);
        expect(message.text).not.toBe('');
      }),
    );
  });
});

describe('what was measured', () => {
  it.each([
    ['[3.25 (22/11/26 23:03:00)] was greater than', '3.25, alarms above 2'],
    ['Threshold Crossed: 1 datapoint [1.0E-4 (22/11/26 23:03:00)] was', '0.0001, alarms above 2'],
    ['Threshold Crossed: no datapoints were received for 5 periods', 'no data, alarms above 2'],
    ['Alarm set by hand', 'alarms above 2'],
  ])('%s', (reason, measured) => {
    const said = reason.startsWith('[') ? `1 out of the last 1 datapoints ${reason}` : reason;

    expect(describeMeasured(buildChange({ reason: said }))).toBe(measured);
  });
});

describe('news', () => {
  it('are told with what is known', () => {
    expect(buildNewsMessage(news, config)).toMatchSnapshot();
  });

  it('keep to the limits of Slack, whatever they say', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 4_000 }),
      fc.constantFrom('<&>'.repeat(9_000), `${'line\n'.repeat(30_000)}`),
    );
    fc.assert(
      fc.property(text, fc.nat(120), (said, factCount) => {
        const facts = Array.from({ length: factCount }, () => [said, said] as const);

        const message = buildNewsMessage(
          { ...news, title: said, text: said, raw: said, facts },
          config,
        );

        expect(findBrokenLimits(message)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('the same by e-mail', () => {
  it('is plain text with whole addresses', () => {
    expect(
      buildMail(buildAlarmMessage(buildChange(), buildIncident(), config), 'Slack is not set up'),
    ).toMatchSnapshot();
  });

  it('has a subject that SNS takes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (title) => {
        const { subject, text } = buildMail(
          buildNewsMessage({ ...news, title }, config),
          'of a test',
        );

        expect(subject).toMatch(/^[\x20-\x7e]{1,100}$/);
        expect(subject).not.toMatch(/^\s/);
        expect(text.length).toBeGreaterThan(0);
      }),
    );
  });
});
