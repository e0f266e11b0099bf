import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { someChange } from '../support/template/change-template.ts';
import type { EvaluatedTemplate } from '../support/template/evaluate.ts';
import { loadPackaged, type Packaged } from '../support/template/packaged.ts';
import { variants } from '../support/template/variants.ts';
import { fleetFacts, instanceFacts, loadBalancerFacts } from './facts/compute.ts';
import { databaseFacts, operationsFacts, outputFacts, secretFacts } from './facts/database.ts';
import { expected, readOrNothing } from './facts/fact.ts';
import { networkFacts } from './facts/network.ts';

let all: readonly Packaged[] = [];

beforeAll(async () => {
  all = await Promise.all(variants.map(({ name }) => loadPackaged(name)));
});

describe.each([
  ['network', networkFacts],
  ['instances', instanceFacts],
  ['fleet', fleetFacts],
  ['load balancer', loadBalancerFacts],
  ['database', databaseFacts],
  ['secrets and migrations', secretFacts],
  ['operations', operationsFacts],
  ['outputs', outputFacts],
])('%s', (_, facts) => {
  const cases = facts.map((fact) => [fact.says, fact] as const);

  it.each(cases)('%s', (_, fact) => {
    const asked = all.filter(({ name }) => expected(fact, name));

    const found = asked.map(({ name, stack }) => [name, readOrNothing(fact, stack)]);

    expect(found).toEqual(asked.map(({ name }) => [name, expected(fact, name)?.value]));
    expect(asked).not.toEqual([]);
  });

  it.each(cases)('it would be noticed if it were not so: %s', (_, fact) => {
    const one = all.find(({ name }) => expected(fact, name));
    if (!one) throw new Error('no variant has it');
    const value = readOrNothing(fact, one.stack);

    const isNoticedIn = (changed: EvaluatedTemplate) =>
      !isDeepStrictEqual(readOrNothing(fact, changed), value);

    expect(someChange(one.stack, isNoticedIn)).toBe(true);
  });
});
