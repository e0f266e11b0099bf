import { describe, expect, it } from '@jest/globals';
import { checkRequest } from '../../../../handlers/rotate-database-secret/check-request.ts';

const secret = {
  arn: 'arn:aws:secretsmanager:us-east-1:1:secret:shop/database-abc',
  name: 'shop/database',
  rotationEnabled: true,
  stages: { one: ['AWSCURRENT'], two: ['AWSPENDING'], zero: ['AWSPREVIOUS'] },
};
const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const;
type Step = (typeof steps)[number];
const request = (version: string, Step: Step = 'setSecret') => ({
  Step,
  ClientRequestToken: version,
});

describe.each(steps)('a request for %s', (step) => {
  const check = (version: string, more: Partial<typeof secret> = {}, ownId = secret.arn) =>
    checkRequest(request(version, step), { ...secret, ...more }, ownId);

  it('is for the pending version', () => {
    expect(check('two')).toEqual({ kind: 'rotate', version: 'two', current: 'one' });
    expect(check('two', {}, secret.name)).toMatchObject({ kind: 'rotate' });
  });

  it('has nothing to do for a version that is current already, pending or not', () => {
    expect(check('one')).toEqual({ kind: 'done' });
    expect(
      check('two', { stages: { ...secret.stages, two: ['AWSPENDING', 'AWSCURRENT'], one: [] } }),
    ).toEqual({ kind: 'done' });
  });

  it('is refused for another secret', () => {
    expect(() =>
      check('two', {}, 'arn:aws:secretsmanager:us-east-1:1:secret:shop/database'),
    ).toThrow(expect.objectContaining({ code: 'SECRET_UNKNOWN' }));
  });

  it('is refused when the rotation is not enabled', () => {
    expect(() => check('two', { rotationEnabled: false })).toThrow(
      expect.objectContaining({ code: 'ROTATION_NOT_ENABLED' }),
    );
  });

  it('is refused for a version that is not there, or has no label of a new one', () => {
    expect(() => check('three')).toThrow(expect.objectContaining({ code: 'VERSION_UNKNOWN' }));
    expect(() => check('zero')).toThrow(expect.objectContaining({ code: 'VERSION_NOT_PENDING' }));
  });

  it('is refused where nothing is current', () => {
    expect(() => check('two', { stages: { ...secret.stages, one: [] } })).toThrow(
      expect.objectContaining({ code: 'SECRET_EMPTY' }),
    );
  });
});

describe('the lone test of a rotation that is being set up', () => {
  const fresh = { ...secret, stages: { one: ['AWSCURRENT'] } };

  it.each([true, undefined])(
    'is a rehearsal, whether the secret says so yet or not: %s',
    (enabled) => {
      expect(
        checkRequest(
          request('new', 'testSecret'),
          { ...fresh, rotationEnabled: enabled },
          secret.arn,
        ),
      ).toEqual({ kind: 'rehearse', current: 'one' });
    },
  );

  it.each(['createSecret', 'setSecret', 'finishSecret'] as const)('is never one for %s', (step) => {
    expect(() => checkRequest(request('new', step), fresh, secret.arn)).toThrow(
      expect.objectContaining({ code: 'VERSION_UNKNOWN' }),
    );
    expect(() =>
      checkRequest(request('new', step), { ...fresh, rotationEnabled: undefined }, secret.arn),
    ).toThrow(expect.objectContaining({ code: 'ROTATION_NOT_ENABLED' }));
  });
});
