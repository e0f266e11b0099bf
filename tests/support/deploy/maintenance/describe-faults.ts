import {
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findFreePort } from '../../free-port.ts';
import {
  accessDenied,
  type FaultyApi,
  startFaultyApi,
  throttled,
} from '../operations/faulty-api.ts';
import type { Maintenance } from './maintenance.ts';
import { readRefreshes, readWriter } from './snapshot.ts';

/** AWS and the database that refuse or are not there: what comes of it, and who is told. */
export const describeFaults = (get: () => Maintenance): void => {
  let faulty: FaultyApi;

  const expectTold = async (job: string, text: string) => {
    expect((await get().audit(job)).at(-1)).toMatchObject({
      outcome: 'failed',
      summary: expect.stringContaining(text),
    });
    expect((await get().news(job)).at(-1)).toMatchObject({
      level: 'warning',
      text: expect.stringContaining(text),
    });
  };

  beforeAll(async () => {
    faulty = await startFaultyApi(get().cloud.client.endpoint);
  });
  afterAll(() => faulty?.stop());

  describe('AWS that refuses', () => {
    it('because it is throttled is asked again', async () => {
      const fleet = await get().open('replaceFleet');
      await fleet.change({ environment: { AWS_ENDPOINT_URL_AUTO_SCALING: faulty.endpoint } });
      faulty.refuse('StartInstanceRefresh', throttled, 2);
      const before = await readRefreshes(get());

      const answer = await get().invoke('replaceFleet', { action: 'replace', confirm: 'dev' });

      expect(answer).toMatchObject({ outcome: 'begun' });
      expect(faulty.refused()).toBe(2);
      expect(await readRefreshes(get())).toHaveLength(before.length + 1);
      await fleet.change({});
    });

    it('because it is not allowed: nothing is done, which is recorded, told and answered', async () => {
      const database = await get().open('failOverDatabase');
      await database.change({
        now: '2026-12-03T15:00:00Z',
        environment: { AWS_ENDPOINT_URL_RDS: faulty.endpoint },
      });
      faulty.refuse('FailoverDBCluster', accessDenied);
      const before = await readWriter(get());

      const { code, stderr } = await get().ops(
        ...['failOverDatabase', '--stage', 'dev', '--confirm', 'dev'],
      );

      expect([code, stderr]).toEqual([
        1,
        expect.stringMatching(/FAILED AccessDenied: .*not authorized[\s\S]*npx sls logs -f/),
      ]);
      expect(await readWriter(get())).toBe(before);
      await expectTold('fail-over-database', 'it failed; the log has the cause');
      await database.change({});
    });
  });

  describe('a database that is gone', () => {
    it('is not failed over', async () => {
      const database = await get().open('failOverDatabase');
      await database.change({
        now: '2026-12-04T15:00:00Z',
        environment: { DATABASE: 'tidemarket-gone' },
      });

      const answer = await get().invoke('failOverDatabase', { confirm: 'dev' });

      expect(answer).toMatchObject({ errorType: 'DATABASE_NOT_FOUND' });
      await expectTold('fail-over-database', 'DATABASE_NOT_FOUND');
      await database.change({});
    });

    it('fails what works on its data, with what to do', async () => {
      const secrets = new SecretsManagerClient(get().cloud.client);
      const SecretId = get().id('ApplicationDatabaseSecret');
      const { SecretString = '' } = await secrets.send(new GetSecretValueCommand({ SecretId }));
      const port = await findFreePort();
      const gone = JSON.stringify({ ...JSON.parse(SecretString), port });
      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString: gone }));

      const { code, stderr } = await get().ops('pruneExpired', '--stage', 'dev');

      await secrets.send(new PutSecretValueCommand({ SecretId, SecretString }));
      expect([code, stderr]).toEqual([1, expect.stringContaining('FAILED DATABASE_UNREACHABLE')]);
      await expectTold('prune-expired', 'DATABASE_UNREACHABLE');
    });
  });

  it('a stage that is not there is said to be so', async () => {
    const { code, stderr } = await get().ops('reportDatabase', '--stage', 'nowhere');

    expect([code, stderr]).toEqual([
      1,
      expect.stringContaining('no function tidemarket-nowhere-reportDatabase'),
    ]);
  });
};
