import {
  CancelRotateSecretCommand,
  PutSecretValueCommand,
  RotateSecretCommand,
  UpdateSecretCommand,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createCertificateAuthority } from '../../support/certificate-authority.ts';
import { startPrivateMariadb } from '../../support/private-mariadb.ts';
import { type Rotated, type RotationBench, startRotationBench, steps } from './rotation-bench.ts';

let bench: RotationBench;

beforeAll(async () => {
  bench = await startRotationBench();
});

afterAll(() => bench.stop());

const existing = async (user: string): Promise<boolean> =>
  (await bench.database.first.query(`select 1 from mysql.user where user = '${user}'`)).length > 0;

const nobody = '00000000-0000-4000-8000-000000000000';

/** A new version by hand: the secret as it is, but for these fields. */
const putByHand = async (rotated: Rotated, more: Record<string, unknown>) => {
  await bench.client.send(
    new PutSecretValueCommand({
      SecretId: rotated.id,
      SecretString: JSON.stringify({ ...(await rotated.read()), ...more }),
    }),
  );
};

describe.each(steps)('%s', (step) => {
  it('is refused for another secret', async () => {
    const rotated = await bench.newSecret();
    const other = await bench.newSecret();
    const version = await other.begin();

    await expect(
      other.take(step, version, { config: rotated.services().config }),
    ).rejects.toMatchObject({ code: 'SECRET_UNKNOWN' });
  });

  it('is refused when the rotation was cancelled', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await bench.client.send(new CancelRotateSecretCommand({ SecretId: rotated.id }));

    await expect(rotated.take(step, version)).rejects.toMatchObject({
      code: 'ROTATION_NOT_ENABLED',
    });
  });

  it('is refused for an unknown version while another one is pending', async () => {
    const rotated = await bench.newSecret();
    await rotated.begin();

    await expect(rotated.take(step, nobody)).rejects.toMatchObject({ code: 'VERSION_UNKNOWN' });
  });

  it('does nothing for a version that is current already', async () => {
    const rotated = await bench.newSecret();
    const [version = ''] = Object.keys(await rotated.labels());

    expect(await rotated.take(step, version)).toMatchObject({ outcome: 'left' });
    expect(await existing(rotated.second)).toBe(false);
  });

  it('is refused for a version from before', async () => {
    const rotated = await bench.newSecret();
    const [version = ''] = Object.keys(await rotated.labels());
    await putByHand(rotated, {});

    await expect(rotated.take(step, version)).rejects.toMatchObject({
      code: 'VERSION_NOT_PENDING',
    });
  });

  it('is refused when the secret was changed after its version was made', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    await putByHand(rotated, { note: 'another' });

    await expect(rotated.take(step, version)).rejects.toMatchObject({
      code: 'PENDING_STALE',
      message: expect.stringContaining('note'),
    });
    expect(await existing(rotated.second)).toBe(false);
  });
});

describe('the secret', () => {
  it.each([
    ['of another engine', { engine: 'postgres' }, 'engine'],
    ['that names no administrator', { masterarn: undefined }, 'masterarn'],
    ['whose user has no second one', { username: 'app' }, 'no second one'],
    ['whose database GRANT would take for a pattern', { dbname: 'sh_p' }, 'dbname'],
  ])('%s is not rotated', async (_name, more, word) => {
    const rotated = await bench.newSecret(more);
    const version = await rotated.begin();

    await expect(rotated.take('createSecret', version)).rejects.toMatchObject({
      code: 'SECRET_INVALID',
      message: expect.stringContaining(word),
    });
  });

  it.each(['setSecret', 'finishSecret'] as const)(
    'with a version that has no value: %s is refused',
    async (step) => {
      const rotated = await bench.newSecret();

      await expect(rotated.take(step, await rotated.begin())).rejects.toMatchObject({
        code: 'PENDING_MISSING',
      });
    },
  );

  it('whose password the database does not take is not rotated: nothing may depend on it', async () => {
    const rotated = await bench.newSecret({ password: 'wrong' });
    const version = await rotated.begin();
    await rotated.take('createSecret', version);

    await expect(rotated.take('setSecret', version)).rejects.toMatchObject({
      code: 'CURRENT_DENIED',
    });
    expect(await existing(rotated.second)).toBe(false);
  });

  it('is not finished with a user who was never set: it would not work', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);

    for (const step of ['testSecret', 'finishSecret'] as const) {
      await expect(rotated.take(step, version)).rejects.toMatchObject({
        code: 'APPLICATION_CHECK_FAILED',
      });
    }
    expect((await rotated.read())['username']).toBe(rotated.first);
  });

  it('shows no password where a step fails', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    const { password } = await rotated.read('AWSPENDING');
    await bench.database.first.query('set global read_only = 1');
    const services = rotated.services();

    const error = await rotated
      .take('setSecret', version, { secrets: services.secrets })
      .catch((it) => it);
    await bench.database.first.query('set global read_only = 0');

    expect(error).toMatchObject({ code: 'ER_OPTION_PREVENTS_STATEMENT' });
    expect(services.secrets.hide(`${password} ${error.message} ${error.stack}`)).not.toContain(
      String(password),
    );
  });
});

describe('the lone test while a rotation is set up', () => {
  const rehearsed = { outcome: 'rehearsed', ciphers: { writer: expect.any(String) } };

  it('proves the user in use, before the secret has any word of a rotation', async () => {
    const rotated = await bench.newSecret({}, false);

    expect(await rotated.take('testSecret', nobody)).toMatchObject(rehearsed);
    expect(await existing(rotated.second)).toBe(false);
  });

  it('does so too when there is a pending version without a value, or with the current one', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    expect(await rotated.take('testSecret', version)).toMatchObject(rehearsed);
    await bench.client.send(
      new PutSecretValueCommand({
        SecretId: rotated.id,
        ClientRequestToken: version,
        SecretString: JSON.stringify(await rotated.read()),
        VersionStages: ['AWSPENDING'],
      }),
    );

    expect(await rotated.take('testSecret', version)).toMatchObject(rehearsed);
    expect(await existing(rotated.second)).toBe(false);
  });

  it('fails where a rotation could not work', async () => {
    const lockedOut = await bench.newSecret({ password: 'wrong' }, false);
    const headless = await bench.newSecret({}, false);
    const { masterarn } = await headless.read();
    await expect(lockedOut.take('testSecret', nobody)).rejects.toMatchObject({
      code: 'APPLICATION_CHECK_FAILED',
    });

    const secret = (password: string) =>
      new UpdateSecretCommand({
        SecretId: String(masterarn),
        SecretString: JSON.stringify({ username: 'admin', password }),
      });
    await bench.client.send(secret('another'));
    const refused = headless.take('testSecret', nobody);
    await expect(refused).rejects.toMatchObject({ code: 'ADMIN_DENIED' });
    await bench.client.send(secret('of the admin'));
  });

  it('comes once by RotateSecret, and leaves no pending version', async () => {
    const rotated = await bench.newSecret();

    expect(Object.values(await rotated.labels())).toEqual([['AWSCURRENT']]);
    await rotated.takeAll(await rotated.begin());
    await expect(
      bench.client.send(new RotateSecretCommand({ SecretId: rotated.id })),
    ).resolves.toBeDefined();
  });
});

describe('the connection', () => {
  it('is never in clear text: a server without TLS gets no password', async () => {
    const clear = await startPrivateMariadb({ tls: 'off' });
    const rotated = await bench.newSecret({ readerPort: Number(new URL(clear.url).port) });
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    await rotated.take('setSecret', version);

    await expect(rotated.take('testSecret', version)).rejects.toMatchObject({
      code: 'APPLICATION_CHECK_FAILED',
      message: expect.stringMatching(/does not support secure/),
    });
    await clear.stop();
  });

  it('is to nobody who cannot prove who it is', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    const ca = createCertificateAuthority('Other').certificate;

    await expect(rotated.take('setSecret', version, { ca })).rejects.toMatchObject({
      message: expect.stringMatching(/certificate|self-signed/),
    });
    expect(await existing(rotated.second)).toBe(false);
  });
});
