import { describe, expect, it } from '@jest/globals';
import { rotateDatabaseSecretEvent } from '../../../../handlers/rotate-database-secret/event.ts';
import { parseEvent } from '../../../../handlers/shared/parse-event.ts';

const step = { Step: 'setSecret', SecretId: 'arn', ClientRequestToken: 'x'.repeat(36) };
const parse = (event: unknown) => parseEvent(rotateDatabaseSecretEvent, event);

describe('the events of the rotation', () => {
  it('are its steps, with what AWS may add to them', () => {
    expect(parse({ ...step, RotationToken: 'token' })).toEqual(step);
  });

  it.each([
    { check: true },
    { dryRun: true },
    { check: true, scheduledAt: '2026-11-22T12:40:00Z' },
  ])('are, by schedule or by hand, %j', (event) => {
    expect(parse(event)).toMatchObject(event);
  });

  it.each([
    ['a step that is to be dry', { ...step, dryRun: true }, 'dryRun'],
    ['an unknown step', { ...step, Step: 'dropSecret' }, 'Step'],
    ['a version without an id', { ...step, ClientRequestToken: '' }, 'ClientRequestToken'],
    ['nothing', {}, 'aws secretsmanager rotate-secret'],
    ['a word that is not known', { dryrun: true }, 'dryrun'],
    ['no object', 'check', ''],
  ])('are not %s', (_name, event, word) => {
    expect(() => parse(event)).toThrow(
      expect.objectContaining({ code: 'EVENT_INVALID', message: expect.stringContaining(word) }),
    );
  });
});
