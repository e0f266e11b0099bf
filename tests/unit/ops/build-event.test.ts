import { describe, expect, it } from '@jest/globals';
import { buildEvent } from '../../../scripts/ops/build-event.ts';
import { operations } from '../../../scripts/ops/operations.ts';
import { suggest } from '../../../scripts/ops/suggest.ts';

const get = (name: string) => {
  const found = operations.find(({ functionName }) => functionName === name);
  if (!found) throw new Error(name);
  return found;
};
const build = (name: string, asked: Partial<Parameters<typeof buildEvent>[1]> = {}) =>
  buildEvent(get(name), {
    example: undefined,
    data: undefined,
    dryRun: false,
    confirm: undefined,
    by: undefined,
    user: 'mo',
    ...asked,
  });

describe('an event', () => {
  it('says who asks, where the function records that', () => {
    expect(build('pruneExpired')).toEqual({ by: 'mo' });
    expect(build('pruneExpired', { by: 'Night shift' })).toEqual({ by: 'Night shift' });
    expect(build('alarmRounds', { data: '{"round":"digest"}' })).toEqual({ round: 'digest' });
  });

  it('is an example, but for its confirmation', () => {
    expect(build('replaceFleet', { example: 'replace' })).toEqual({ by: 'mo', action: 'replace' });
  });

  it('is an example with what is given otherwise', () => {
    const asked = { example: 'keep', data: '{"instanceId":"i-11111111"}', confirm: 'prod' };

    expect(build('drainInstance', asked)).toEqual({
      ...{ by: 'mo', instanceId: 'i-11111111', keep: true, confirm: 'prod' },
    });
  });

  it.each([
    ['drainInstance', { data: '{"instanceId":"7"}' }, 'instanceId: must be the id of an instance'],
    ['invalidateEdge', { data: '{"paths":["/a","b"]}' }, 'paths.1: must start with /'],
    ['replaceFleet', {}, 'action: '],
    ['pruneExpired', { data: '{"dryrun":true}' }, 'dryrun'],
    ['pruneExpired', { data: '{dryRun:true}' }, '--data is no JSON object'],
    ['pruneExpired', { data: '[]' }, 'it is no object'],
    ['pruneExpired', { example: 'plann' }, 'Did you mean plan? It has: plan'],
    ['eveningScaleUp', { data: '{"action":"check"}', confirm: 'dev' }, 'does not take confirm'],
  ])('of %s with %j is refused before it is sent', (name, asked, message) => {
    expect(() => build(name, asked)).toThrow(message);
  });
});

describe('a name that there is not', () => {
  it.each([
    ['failoverdatabase', ['failOverDatabase']],
    ['fail-over', ['failOverDatabase']],
    ['replacefleed', ['replaceFleet']],
    ['database', ['reportDatabase', 'rotateDatabaseSecret', 'migrateDatabase']],
    ['xyzzy', []],
  ])('%s is taken for %j', (given, names) => {
    const all = operations.map(({ functionName }) => functionName);

    expect(suggest(given, all)).toEqual(names);
  });
});
