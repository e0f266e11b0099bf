import { describe, expect, it } from '@jest/globals';
import { compareMigrations } from '../../../storefront/db/compare-migrations.ts';

describe('compareMigrations', () => {
  it.each([
    [[], [], { state: 'current', pending: [] }],
    [['1', '2'], [], { state: 'behind', pending: ['1', '2'] }],
    [['1', '2', '3'], ['1'], { state: 'behind', pending: ['2', '3'] }],
    [['1', '2'], ['2', '1'], { state: 'current', pending: [] }],
    [['1'], ['1', '2', '3'], { state: 'ahead', unknown: ['2', '3'] }],
  ])('code with %j, database with %j', (known, executed, plan) => {
    expect(compareMigrations(known, executed)).toEqual(plan);
  });

  it.each([
    [['1', '3'], ['1', '2', '3'], /only the database has 2$/],
    [['1', '2', '3'], ['1', '3'], /only the code has 2$/],
    [['1', '2b'], ['1', '2a'], /only the database has 2a; only the code has 2b$/],
    [['1', '2'], ['0', '1', '2', '3'], /only the database has 0, 3$/],
  ])('refuses code with %j and a database with %j', (known, executed, message) => {
    expect(() => compareMigrations(known, executed)).toThrow(message);
  });
});
