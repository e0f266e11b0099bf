import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareUsers } from '../../../handlers/migrate-database/application-users.ts';
import { rotateDatabaseSecret } from '../../../handlers/rotate-database-secret/rotate-database-secret.ts';
import { withMysql } from '../../../handlers/shared/connect-mysql.ts';
import { applicationSecret } from '../../../handlers/shared/database-secrets.ts';
import { withUsersLock } from '../../../handlers/shared/with-users-lock.ts';
import { limitsOf } from '../handlers/migration-bench.ts';
import { type Rotated, type RotationBench, startRotationBench } from './rotation-bench.ts';

let bench: RotationBench;

beforeAll(async () => {
  bench = await startRotationBench();
  await bench.database.first.query('create procedure shop.p() select 1');
  await bench.database.catchUp();
});

afterAll(() => bench.stop());

const query = (sql: string) => bench.database.first.query(sql);
const admin = () => ({
  host: '127.0.0.1',
  port: bench.database.first.port,
  user: 'admin',
  password: 'of the admin',
  ca: bench.ca,
});

/** A rotation whose version is made, and whose user is to be set. */
const begun = async () => {
  const rotated = await bench.newSecret();
  const version = await rotated.begin();
  await rotated.take('createSecret', version);
  return { rotated, version };
};

const expectAlike = async ({ first, second }: Rotated): Promise<void> => {
  expect(await bench.grantsOf(second)).toEqual(await bench.grantsOf(first));
};

describe('the rights of the user in use', () => {
  it.each([
    ['a right on the database', 'grant create on shop.* to USER'],
    [
      'a right on a table, to be passed on',
      'grant alter on shop.products to USER with grant option',
    ],
    ['rights on columns', 'grant references (id) on shop.products to USER'],
    ['a routine', 'grant execute on procedure shop.p to USER'],
    ['a right on the server', 'grant process on *.* to USER'],
    ['all on the database', 'grant all on shop.* to USER'],
    ['a cipher', "alter user USER require cipher 'TLS_AES_256_GCM_SHA384'"],
    ['a limit', 'alter user USER with max_user_connections 50'],
  ])('are copied faithfully: %s', async (_name, change) => {
    const { rotated, version } = await begun();
    await query(change.replaceAll('USER', `${rotated.first}@'%'`));

    await rotated.take('setSecret', version);

    await expectAlike(rotated);
    await rotated.take('testSecret', version);
  });

  it('are copied anew at each rotation: what was given goes to the other, what was taken leaves it', async () => {
    const rotated = await bench.newSecret();
    await query(`grant create, drop on shop.* to ${rotated.first}@'%'`);
    await rotated.takeAll(await rotated.begin());
    await expectAlike(rotated);
    await query(`revoke drop on shop.* from ${rotated.second}@'%'`);
    await query(`grant index on shop.* to ${rotated.second}@'%'`);

    await rotated.takeAll(await rotated.begin());

    await expectAlike(rotated);
    expect((await bench.grantsOf(rotated.first)).join()).toMatch(/DELETE, CREATE, INDEX ON/);
  });

  it.each([
    ['too many', 'grant all on shop.* to USER with grant option; grant reload on *.* to USER'],
    ['none', ''],
    ['an end, and it is locked', 'grant drop on shop.* to USER; alter user USER account lock'],
    ['a role', 'create role boss; grant boss to admin with admin option; grant boss to USER'],
  ])('replace what the other one had: %s', async (_name, changes) => {
    const { rotated, version } = await begun();
    await query(`create user ${rotated.second}@'%' identified by 'of once'`);
    for (const change of changes.split('; ').filter(Boolean)) {
      await query(change.replaceAll('USER', `${rotated.second}@'%'`));
    }

    await rotated.take('setSecret', version);

    await expectAlike(rotated);
    await rotated.take('testSecret', version);
    await query('drop role if exists boss');
  });

  it('are not half copied where a role gives them', async () => {
    const { rotated, version } = await begun();
    await query('create role clerk');
    await query(`grant clerk to ${rotated.first}@'%'`);

    await expect(rotated.take('setSecret', version)).rejects.toMatchObject({
      code: 'GRANT_NOT_COPIED',
    });
  });

  it('have to be enough for the storefront', async () => {
    const { rotated, version } = await begun();
    await query(`revoke update on shop.* from ${rotated.first}@'%'`);
    await rotated.take('setSecret', version);

    for (const step of ['testSecret', 'finishSecret'] as const) {
      await expect(rotated.take(step, version)).rejects.toMatchObject({
        code: 'APPLICATION_CHECK_FAILED',
        message: expect.stringContaining('lacks UPDATE'),
      });
    }
  });

  it('do not make clear text possible: TLS is asked for even where it was not', async () => {
    const { rotated, version } = await begun();
    await query(`alter user ${rotated.first}@'%' require none`);

    await rotated.take('setSecret', version);

    expect((await bench.grantsOf(rotated.second)).join()).toContain('REQUIRE SSL');
  });
});

describe('the reader', () => {
  it('is waited for while it is late', async () => {
    const { rotated, version } = await begun();
    await bench.database.stopReplica();
    await rotated.take('setSecret', version);
    let pauses = 0;
    const sleep = async () => {
      pauses += 1;
      if (pauses !== 2) return;
      await bench.database.startReplica();
      await bench.database.catchUp();
    };

    await rotated.take('testSecret', version, { sleep });

    expect(pauses).toBe(2);
  });

  it('that does not answer stops the rotation before anything depends on it', async () => {
    const rotated = await bench.newSecret({ readerPort: 1 });
    const version = await rotated.begin();
    await rotated.take('createSecret', version);
    await rotated.take('setSecret', version);

    await expect(
      rotated.take('finishSecret', version, {
        sleep: async () => {
          throw new Error('would wait');
        },
      }),
    ).rejects.toThrow('would wait');
    expect((await rotated.read())['username']).toBe(rotated.first);
  });
});

describe('a deploy and a rotation', () => {
  const migrate = (rotated: Rotated) =>
    prepareUsers(admin(), 'shop', async () => applicationSecret.parse(await rotated.read()));

  it('do not undo each other: between any two steps a deploy finds nothing to do', async () => {
    const rotated = await bench.newSecret();
    const version = await rotated.begin();
    const found: unknown[] = [];
    for (const step of ['createSecret', 'setSecret', 'testSecret', 'finishSecret'] as const) {
      await rotated.take(step, version);
      found.push((await migrate(rotated)).users);
    }

    expect(found).toEqual([[], [], [], []]);
  });

  it('take turns: a password is not set while the other changes users', async () => {
    const { rotated, version } = await begun();
    let isSet = false;

    const setting = await withMysql(admin(), (connection) =>
      withUsersLock(connection, 'shop', 5_000, async () => {
        const waiting = rotated.take('setSecret', version).then(() => {
          isSet = true;
        });
        // Until it waits for the lock.
        for (;;) {
          const states = await query(
            "select 1 from information_schema.processlist where state = 'User lock'",
          );
          if (states.length > 0) break;
        }
        expect(isSet).toBe(false);
        return { waiting };
      }),
    );
    await setting.waiting;

    await expectAlike(rotated);
  });
});

describe('by hand', () => {
  it('it says what the next rotation would do, and does nothing', async () => {
    const rotated = await bench.newSecret();

    const plan = await rotateDatabaseSecret(
      { check: false, dryRun: true },
      rotated.services(),
      limitsOf(),
    );

    expect(plan).toMatchObject({
      outcome: 'planned',
      inUse: rotated.first,
      next: rotated.second,
      rotationEnabled: true,
      pendingHours: 0,
      changes: [
        `create user ${rotated.second}`,
        `GRANT SELECT, INSERT, UPDATE, DELETE ON \`shop\`.* TO \`${rotated.second}\`@\`%\``,
      ],
    });
    expect(await query(`select 1 from mysql.user where user = '${rotated.second}'`)).toEqual([]);
    expect(rotated.metrics.size).toBe(0);
  });

  it('and by schedule it tells how old all is', async () => {
    const rotated = await bench.newSecret();
    await rotated.begin();
    const now = () => new Date(Date.now() + 49 * 3_600_000);

    await rotateDatabaseSecret(
      { check: true, dryRun: false },
      rotated.services({ now }),
      limitsOf(),
    );

    expect([...rotated.metrics]).toEqual([
      ['SecretAgeDays', 2],
      ['RotationPendingHours', 49],
    ]);
  });
});
