import { describe, expect, it } from '@jest/globals';
import { checkIops } from '../../../scripts/plugins/storefront/checks/check-iops.ts';
import { checkSettings } from '../../../scripts/plugins/storefront/checks/check-settings.ts';
import { checkStage } from '../../../scripts/plugins/storefront/checks/check-stage.ts';
import { parseSettings, type Settings } from '../../../scripts/plugins/storefront/settings.ts';

const sound = {
  domain: '',
  hostedZoneId: '',
  minSize: 1,
  maxSize: 4,
  databaseShape: 'instance',
  databaseStorageGiB: 20,
  databaseIops: '',
};

const parse = (changes: Readonly<Record<string, unknown>>): Settings => {
  const parsed = parseSettings({ ...sound, ...changes });
  if ('problems' in parsed) throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
};

const check = (changes: Readonly<Record<string, unknown>>, region = 'us-east-1') =>
  checkSettings(parse(changes), { stage: 'prod', region });

describe('settings of a stage', () => {
  it('may be given as text, as --param gives them', () => {
    const settings = parse({ minSize: '2', maxSize: '6', protect: 'true', databaseIops: '' });

    expect(settings).toMatchObject({ minSize: 2, maxSize: 6, protect: true });
    expect(settings.databaseIops).toBeUndefined();
    expect(settings.domain).toBeUndefined();
  });

  it.each([
    ['an unknown one', { minSizes: 1 }, /minSizes/],
    ['a number that is none', { maxSize: 'many' }, /maxSize/],
    ['another shape of database', { databaseShape: 'serverless' }, /databaseShape/],
    ['more alarms than AWS watches', { rollbackAlarms: [...'abcdef'] }, /rollbackAlarms/],
  ])('refuse %s, by name', (_what, changes, expected) => {
    const parsed = parseSettings({ ...sound, ...changes });

    expect('problems' in parsed ? parsed.problems.join() : '').toMatch(expected);
  });
});

describe('before anything is deployed', () => {
  it('a sound stage passes', () => {
    expect(check({})).toEqual([]);
    expect(
      check({ domain: 'shop.example', hostedZoneId: 'Z0123ABC', requiresDomain: true }),
    ).toEqual([]);
  });

  it.each([
    ['a required domain that is missing', { requiresDomain: true }, /needs a domain: set "domain"/],
    ['a domain without a hosted zone', { domain: 'shop.example' }, /no hosted zone: set "hosted/],
    [
      'a hosted zone as a path',
      { domain: 'shop.example', hostedZoneId: '/hostedzone/Z1' },
      /no id of a hosted zone/,
    ],
    ['no room for a rolling update', { minSize: 3, maxSize: 3 }, /must be at least 4/],
    ['a group of one', { minSize: 1, maxSize: 1 }, /must be at least 2/],
    ['chosen IOPS on little storage', { databaseIops: 6000 }, /from 400 GiB only; 20 GiB/],
  ])('%s is refused', (_what, changes, expected) => {
    expect(check(changes)).toEqual([expect.stringMatching(expected)]);
  });

  it('another region is refused', () => {
    expect(check({}, 'eu-central-1')).toEqual([expect.stringMatching(/us-east-1, not eu-central/)]);
  });

  it('all problems are named at once', () => {
    expect(check({ requiresDomain: true, maxSize: 1, databaseIops: 1 })).toHaveLength(3);
  });
});

describe('IOPS of gp3', () => {
  it.each([
    ['none chosen', undefined, 'instance', 20, true],
    ['an instance below the threshold, even with the number it has', 3000, 'instance', 399, false],
    ['a cluster below it, with the number it has', 3000, 'cluster', 100, true],
    ['a cluster below it, with another', 4000, 'cluster', 100, false],
    ['from the threshold, the least', 12_000, 'instance', 400, true],
    ['from the threshold, less than the least', 3000, 'cluster', 400, false],
    ['more than there are', 64_001, 'cluster', 4000, false],
  ] as const)('%s', (_what, iops, shape, storageGiB, allowed) => {
    expect(checkIops({ stage: 'prod', iops, shape, storageGiB }) === undefined).toBe(allowed);
  });
});

describe('a stage', () => {
  const params = { default: {}, dev: {}, prod: {} };

  it('is known when it has parameters', () => {
    expect(checkStage('dev', params)).toBeUndefined();
  });

  it.each(['production', 'default', ''])('"%s" is refused, naming those there are', (stage) => {
    expect(checkStage(stage, params)).toMatch(/parameters for dev, prod\./);
  });
});
