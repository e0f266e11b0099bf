import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluateTemplate } from '../support/template/evaluate.ts';
import { formatFinding } from '../support/template/finding.ts';
import { loadPackaged, type Packaged } from '../support/template/packaged.ts';
import { findNameClashes } from '../support/template/rules/names.ts';
import { readStoppingTimes } from '../support/template/rules/stopping.ts';
import {
  findWildcards,
  isDataAction,
  isSameWildcard,
} from '../support/template/rules/wildcards.ts';
import { variants } from '../support/template/variants.ts';
import { breakages } from './breakages.ts';
import { type HouseRule, houseRules } from './house-rules.ts';
import { allowedWildcards } from './wildcards.ts';

let all: readonly Packaged[] = [];
const get = (name: string): Packaged => {
  const found = all.find((one) => one.name === name);
  if (!found) throw new Error(`${name} was not packaged`);
  return found;
};

beforeAll(async () => {
  all = await Promise.all(variants.map(({ name }) => loadPackaged(name)));
});

describe.each(Object.entries<HouseRule>(houseRules))('%s', (rule, check) => {
  it.each(variants.map(({ name }) => name))('in %s', (name) => {
    expect(check(get(name).stack).map(formatFinding)).toEqual([]);
  });

  const changes = Object.entries(breakages).find(([name]) => name === rule)?.[1] ?? [];
  it.each(changes)('and it is noticed when that is broken: %s', (_, change, says) => {
    const { folded, surroundings } = get('prod');

    const broken = evaluateTemplate(change(folded), surroundings);

    expect(check(broken).map(formatFinding).join('\n')).toContain(says);
  });
});

it('every wildcard that is listed is there, in some variant', () => {
  const found = all.flatMap(({ stack }) => findWildcards(stack));

  const left = allowedWildcards.filter(
    (allowed) => !found.some((one) => isSameWildcard(one, allowed)),
  );

  expect(left).toEqual([]);
});

it('no wildcard on data is among them', () => {
  const onData = allowedWildcards.filter(({ may }) => isDataAction(may));

  expect(onData).toEqual([]);
});

it('two stages of one account never claim the same name', () => {
  const stages = ['dev', 'staging', 'prod'].map(get);
  for (const [index, one] of stages.entries()) {
    for (const other of stages.slice(index + 1)) {
      expect(findNameClashes(one.stack, other.stack).map(formatFinding)).toEqual([]);
    }
  }

  const [dev] = stages;
  expect(dev && findNameClashes(dev.stack, dev.stack)).not.toEqual([]);
});

it('an instance ends requests before it ends: load balancer, storefront and systemd wait in turn', () => {
  const unit = readFileSync(
    join(import.meta.dirname, '../../resources/instance/tidemarket-storefront.service'),
    'utf8',
  );
  for (const { stack } of all) {
    const times = readStoppingTimes(stack, unit);

    expect(times.deregistration).toBeLessThan(times.storefront);
    expect(times.storefront).toBeLessThan(times.unit);
  }
});
