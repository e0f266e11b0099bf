import { describe, expect, it } from '@jest/globals';
import { buildAlarmLinks } from '../../../../handlers/alarm-to-slack/messages/alarm-links.ts';
import { alarmLink, logsLink } from '../../../../handlers/alarm-to-slack/messages/console-links.ts';
import { buildChange, config } from './alarm-notices.ts';

/** Reads the console's own encoding again. */
const readLogsLink = (url: string) => {
  const [, detail = ''] = /queryDetail\$3D~\((.*)\)$/.exec(url) ?? [];
  const decode = (text = '') => decodeURIComponent(text.replace(/\*([0-9a-f]{2})/g, '%$1'));
  const value = (name: string) => decode(new RegExp(`${name}~'([^~)]*)`).exec(detail)?.[1]);
  return {
    start: value('start'),
    end: value('end'),
    query: value('editorString'),
    logGroup: decode(/source~\(~'([^)]*)\)/.exec(detail)?.[1]),
  };
};

describe("links into CloudWatch's console", () => {
  it('carry query, log group and time', () => {
    const asked = {
      logGroup: '/tidemarket-prod/storefront',
      query: 'fields @message | filter status >= 500 and name like /é(1)~*/',
      start: new Date('2026-11-22T22:44:05Z'),
      end: new Date('2026-11-22T23:14:05Z'),
    };

    const url = logsLink('us-east-1', asked);

    expect(readLogsLink(url)).toEqual({
      ...asked,
      start: '2026-11-22T22:44:05.000Z',
      end: '2026-11-22T23:14:05.000Z',
    });
    expect(url).toMatch(/^[\x21-\x7e]+$/);
  });

  it('name an alarm', () => {
    expect(alarmLink('eu-west-1', 'a b/c')).toBe(
      'https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#alarmsV2:alarm/a%2520b%252Fc',
    );
  });

  it('look at what the alarm looked at, and ten minutes on either side', () => {
    const links = buildAlarmLinks(buildChange(), new Date('2026-11-22T23:00:00Z'), config);
    const [, url = ''] = /<([^|>]*logs-insights[^|>]*)\|Logs>/.exec(links) ?? [];

    expect(readLogsLink(url)).toMatchObject({
      start: '2026-11-22T22:40:00.000Z',
      end: '2026-11-22T23:10:00.000Z',
      logGroup: '/tidemarket-prod/storefront',
    });
  });

  it('lead to the log of the function that failed', () => {
    const { trigger } = buildChange();
    const change = {
      ...buildChange(),
      trigger: trigger && {
        ...trigger,
        Namespace: 'AWS/Lambda',
        Dimensions: [{ name: 'FunctionName', value: 'tidemarket-prod-alarmRounds' }],
      },
    };

    const links = buildAlarmLinks(change, change.at, config);

    expect(links).toContain('*2faws*2flambda*2ftidemarket-prod-alarmRounds');
    expect(links).toContain('dashboard/tidemarket-prod-operations|Dashboard');
    expect(links).toContain(
      '<https://git.example/tidemarket/blob/main/docs/runbooks/LoadBalancerLatencyTooHigh.md|Runbook>',
    );
  });
});
