import { UpdateSecretVersionStageCommand } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Rotated, type RotationBench, startRotationBench, steps } from './rotation-bench.ts';

let bench: RotationBench;

beforeAll(async () => {
  bench = await startRotationBench();
});

afterAll(() => bench.stop());

const exactly = [
  'GRANT SELECT, INSERT, UPDATE, DELETE ON `shop`.* TO `USER`@`%`',
  'GRANT USAGE ON *.* TO `USER`@`%` REQUIRE SSL',
];

/** The secret's user can work on both servers. */
const expectWorking = async (secret: Record<string, unknown>): Promise<void> => {
  await bench.database.catchUp();
  for (const server of ['first', 'second'] as const) {
    const connection = await bench.connectAs(server, secret);
    await connection.query('select count(*) from products');
    await connection.end();
  }
};

describe('a rotation', () => {
  it('puts the other user in use, with a new password and the same rights', async () => {
    const rotated = await bench.newSecret({ note: { by: 'somebody' } });
    const before = await rotated.read();
    const version = await rotated.begin();

    await rotated.takeAll(version);

    const after = await rotated.read();
    expect(after).toEqual({
      ...before,
      username: rotated.second,
      password: expect.stringMatching(/^[^"@/\\'`]{40}$/),
    });
    expect(after['password']).not.toBe(before['password']);
    expect(await bench.grantsOf(rotated.second)).toEqual(exactly);
    await expectWorking(after);
    await expectWorking(before);
    expect(await rotated.labels()).toMatchObject({ [version]: ['AWSPENDING', 'AWSCURRENT'] });
    expect(rotated.metrics.get('SecretsRotated')).toBe(1);
  });

  it('takes turns: the first user is in use again after the second one, with another password', async () => {
    const rotated = await bench.newSecret();
    const original = await rotated.read();

    await rotated.takeAll(await rotated.begin());
    const between = await rotated.read();
    await rotated.takeAll(await rotated.begin());

    const last = await rotated.read();
    expect(last['username']).toBe(rotated.first);
    await expectWorking(last);
    await expectWorking(between);
    await expect(bench.connectAs('first', original)).rejects.toMatchObject({ errno: 1045 });
  });

  it('says which ciphers protect the new user on the writer and on the reader', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    await rotated.take('setSecret', version);

    expect(await rotated.take('testSecret', version)).toMatchObject({
      outcome: 'done',
      user: rotated.second,
      ciphers: { writer: expect.stringMatching(/./), reader: expect.stringMatching(/./) },
    });
  });

  it.each(steps)('may take %s twice, which changes nothing more', async (twice) => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    for (const step of steps) {
      await rotated.take(step, version);
      if (step !== twice) continue;
      const stage = step === 'finishSecret' ? 'AWSCURRENT' : 'AWSPENDING';
      const made = await rotated.read(stage);
      const labels = await rotated.labels();

      const again = await rotated.take(step, version);

      expect(again).not.toMatchObject({ did: expect.arrayContaining([expect.anything()]) });
      expect(await rotated.read(stage)).toEqual(made);
      expect(await rotated.labels()).toEqual(labels);
    }
    await expectWorking(await rotated.read());
  });

  it('may take its steps twice at the same time', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();

    for (const step of steps.slice(0, 3)) {
      await Promise.all([rotated.take(step, version), rotated.take(step, version)]);
    }
    await rotated.take('finishSecret', version);

    expect((await rotated.read())['username']).toBe(rotated.second);
    await expectWorking(await rotated.read());
    expect(await bench.grantsOf(rotated.second)).toEqual(exactly);
  });
});

/** Every call that a rotation makes to Secrets Manager, after any of which it may be killed. */
const kill = (rotated: Rotated, afterCalls: number) => {
  const { versions } = rotated.services();
  let calls = 0;
  const count =
    <A extends unknown[], R>(call: (...given: A) => Promise<R>) =>
    async (...given: A): Promise<R> => {
      const answer = await call(...given);
      calls += 1;
      if (calls > afterCalls) throw new Error('killed');
      return answer;
    };
  return {
    versions: {
      describe: count(versions.describe),
      listDates: count(versions.listDates),
      findText: count(versions.findText),
      makePassword: count(versions.makePassword),
      putPending: count(versions.putPending),
      makeCurrent: count(versions.makeCurrent),
    },
  };
};

describe('a rotation that is killed', () => {
  it.each([1, 2, 3, 4])('after %i steps converges when all are taken again', async (taken) => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    for (const step of steps.slice(0, taken)) await rotated.take(step, version);

    await rotated.takeAll(version);

    expect((await rotated.read())['username']).toBe(rotated.second);
    await expectWorking(await rotated.read());
    expect(await bench.grantsOf(rotated.second)).toEqual(exactly);
  });

  it('within a step, after any of its calls, converges too', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    let kills = 0;
    for (const step of steps) {
      for (let calls = 0; calls < 12; calls += 1) {
        const ended = await rotated.take(step, version, kill(rotated, calls)).then(
          () => true,
          (error) => {
            if (error.message !== 'killed') throw error;
            return false;
          },
        );
        if (ended) break;
        kills += 1;
      }
    }

    expect(kills).toBeGreaterThanOrEqual(10);
    expect((await rotated.read())['username']).toBe(rotated.second);
    await expectWorking(await rotated.read());
    expect(await bench.grantsOf(rotated.second)).toEqual(exactly);
  });

  it('between making the user and giving it rights gives them the next time', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    const { password } = await rotated.read('AWSPENDING');
    await bench.database.first.query(
      `create user ${rotated.second}@'%' identified by '${password}'`,
    );

    for (const step of steps.slice(1)) await rotated.take(step, version);

    expect(await bench.grantsOf(rotated.second)).toEqual(exactly);
    await expectWorking(await rotated.read());
  });

  it('leaves the user in use at work, with its password, at every point', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    for (const step of steps.slice(0, 3)) {
      await rotated.take(step, version);

      expect((await rotated.read())['username']).toBe(rotated.first);
      await expectWorking(await rotated.read());
    }
  });

  it('and given up begins anew with another version', async () => {
    const rotated = await bench.newSecret();
    const stuck = await rotated.begin();
    await rotated.take('createSecret', stuck);
    await rotated.take('setSecret', stuck);
    await bench.client.send(
      new UpdateSecretVersionStageCommand({
        SecretId: rotated.id,
        VersionStage: 'AWSPENDING',
        RemoveFromVersionId: stuck,
      }),
    );

    await rotated.takeAll(await rotated.begin());

    await expectWorking(await rotated.read());
    await expect(rotated.take('setSecret', stuck)).rejects.toMatchObject({
      code: 'VERSION_NOT_PENDING',
    });
    await expectWorking(await rotated.read());
  });
});
