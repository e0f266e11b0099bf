import { describe, expect, it } from '@jest/globals';
import {
  type AlarmDescription,
  buildAlarmDescription,
  parseAlarmDescription,
} from '../../../handlers/shared/alarm-description.ts';

const description: AlarmDescription = {
  problem: 'More than 5 requests a minute end in an error.',
  severity: 'critical',
  owner: 'storefront',
  impact: 'some pages: fail',
  runbook: 'docs/runbooks/ServerErrorsTooHigh.md',
};

const text = [
  'More than 5 requests a minute end in an error.',
  'severity: critical',
  'owner: storefront',
  'impact: some pages: fail',
  'runbook: docs/runbooks/ServerErrorsTooHigh.md',
].join('\n');

const replaced = (line: number, value: string): string =>
  text
    .split('\n')
    .with(line - 1, value)
    .join('\n');

describe('an alarm description', () => {
  it('is built as the contract says, and read again', () => {
    expect(buildAlarmDescription(description)).toBe(text);
    expect(parseAlarmDescription(text)).toEqual(description);
    expect(parseAlarmDescription(`${text}\n`)).toEqual(description);
  });

  it('may have its keys in any order', () => {
    const [problem, ...keys] = text.split('\n');

    expect(parseAlarmDescription([problem, ...keys.reverse()].join('\n'))).toEqual(description);
  });

  it.each([
    ['an empty first line', replaced(1, ''), /^line 1 \(problem\)/],
    ['an unknown severity', replaced(2, 'severity: urgent'), /^line 2 \(severity\)/],
    ['an unknown owner', replaced(3, 'owner: me'), /^line 3 \(owner\)/],
    ['an empty impact', replaced(4, 'impact: '), /^line 4 \(impact\)/],
    ['a runbook elsewhere', replaced(5, 'runbook: README.md'), /^line 5 \(runbook\)/],
    ['an unknown key', `${text}\nteam: x`, /^line 6 must be one of/],
    ['a key twice', `${text}\nowner: platform`, /^line 6 gives owner again/],
    ['a line without a key', replaced(4, 'shoppers wait'), /^line 4 must be one of/],
    ['a missing key', text.replace(/\nimpact.*/, ''), /^lacks a line impact/],
    ['too much text', replaced(4, `impact: ${'x'.repeat(1_000)}`), /1,?024 are allowed/],
  ])('is refused with %s, naming the line', (_name, wrong, message) => {
    expect(() => parseAlarmDescription(wrong)).toThrow(message);
  });

  it('is not built when it is too long or breaks a line', () => {
    expect(() => buildAlarmDescription({ ...description, impact: 'x'.repeat(1_000) })).toThrow();
    expect(() => buildAlarmDescription({ ...description, impact: 'a\nowner: b' })).toThrow();
  });
});
