import { readFileSync } from 'node:fs';
import { isNativeError } from 'node:util/types';
import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import { startFaultProxy } from '../../../scripts/stage/fault-proxy.ts';
import {
  ValkeyConnection,
  type ValkeyOptions,
} from '../../../storefront/cache/valkey-connection.ts';
import {
  type CertificateOptions,
  createCertificateAuthority,
} from '../../support/certificate-authority.ts';
import { eventually } from '../../support/eventually.ts';
import { type PrivateRedis, startPrivateRedis } from '../../support/private-redis.ts';

let redis: PrivateRedis;
const cleanUps: (() => unknown)[] = [];

beforeAll(async () => {
  redis = await startPrivateRedis();
});

afterAll(() => redis?.stop());

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A connection and what it has told: `in use`, or why not. */
const open = (options: Partial<ValkeyOptions> = {}) => {
  const news: string[] = [];
  const connection = new ValkeyConnection({
    host: 'localhost',
    port: redis.port,
    tls: { ca: readFileSync(redis.caFile, 'utf8') },
    credentials: async () => ({ username: redis.username, password: redis.password }),
    forgetCredentials: () => {},
    // Errors of node's own are not those of jest's realm.
    onChange: (failure) => news.push(isNativeError(failure) ? failure.message : 'in use'),
    ...options,
  });
  cleanUps.push(() => connection.close());
  return { connection, news };
};

const whenUsed = ({ connection, news }: ReturnType<typeof open>) =>
  eventually(async () => {
    await connection.run((client) => client.get('tidemarket:any'));
    expect(news.at(-1)).toBe('in use');
  });

it('works for the user of a stage, who may touch nothing but the keys of the storefront', async () => {
  const opened = open();
  await whenUsed(opened);
  const { connection } = opened;

  const own = await connection.run((client) => client.set('tidemarket:a', 'b', 'PX', 60_000));
  const others = await connection.run((client) => client.set('other:a', 'b', 'PX', 60_000));
  const flushed = await connection.run((client) => client.flushall());

  expect([own, others, flushed]).toEqual(['OK', undefined, undefined]);
  expect(await redis.admin.get('tidemarket:a')).toBe('b');
});

const dayMs = 86_400_000;
const servers: Record<
  string,
  { certificate?: CertificateOptions; isUnknown?: boolean; reason: RegExp }
> = {
  'whose authority is unknown': { isUnknown: true, reason: /certificate/ },
  'that is another host': {
    certificate: { hosts: ['elsewhere.example'] },
    reason: /does not match certificate/,
  },
  'whose certificate has expired': {
    certificate: {
      validFrom: new Date(Date.now() - 2 * dayMs),
      validTo: new Date(Date.now() - dayMs),
    },
    reason: /expired/,
  },
};

it.each(Object.entries(servers))('refuses a server %s', async (_name, bad) => {
  const authority = createCertificateAuthority();
  const server = await startPrivateRedis({
    tls: { ca: authority.certificate, server: authority.issue(bad.certificate) },
  });
  cleanUps.push(server.stop);

  const { connection, news } = open({
    port: server.port,
    tls: { ca: bad.isUnknown ? createCertificateAuthority().certificate : authority.certificate },
    credentials: async () => server,
  });
  await eventually(() => expect(news).toEqual([expect.stringMatching(bad.reason)]));

  expect(await connection.run((client) => client.ping())).toBeUndefined();
});

it('asks for credentials again when they were refused', async () => {
  const given = [{ username: redis.username, password: 'an old one' }, redis];
  let asked = 0;
  const opened = open({
    credentials: async () => given[Math.min(asked, 1)] ?? {},
    forgetCredentials: () => {
      asked += 1;
    },
  });

  await whenUsed(opened);

  expect(asked).toBe(1);
  expect(opened.news).toEqual([expect.stringContaining('WRONGPASS'), 'in use']);
});

it('goes on without a secret that cannot be fetched', async () => {
  const { connection, news } = open({ credentials: () => Promise.reject(new Error('no secret')) });

  await eventually(() => expect(news).toEqual(['no secret']));

  expect(await connection.run((client) => client.ping())).toBeUndefined();
});

it('leaves a server that says nothing out after a few commands, and does not ask it meanwhile', async () => {
  const proxy = await startFaultProxy({ host: '127.0.0.1', port: redis.port });
  cleanUps.push(proxy.stop);
  const opened = open({ port: proxy.port });
  await whenUsed(opened);
  await proxy.setFault('black-hole');
  let asked = 0;
  const ask = () =>
    opened.connection.run((client) => {
      asked += 1;
      return client.get('tidemarket:any');
    });

  for (let n = 0; n < 100; n += 1) await ask();

  expect(asked).toBe(3);
  expect(opened.news).toEqual(['in use', 'no answer for 50 ms']);
});

it('leaves a server that takes no more writes at once', async () => {
  const opened = open();
  await whenUsed(opened);

  await redis.admin.replicaof('127.0.0.1', '1');
  const answer = await opened.connection.run((client) => client.set('tidemarket:a', 'c'));
  const afterwards = opened.news.at(-1);
  await redis.admin.replicaof('NO', 'ONE');
  await whenUsed(opened);

  expect(answer).toBeUndefined();
  expect(afterwards).toContain('READONLY');
});
