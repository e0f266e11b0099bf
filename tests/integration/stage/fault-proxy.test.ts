import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type FaultProxy, startFaultProxy } from '../../../scripts/stage/fault-proxy.ts';

/** A server that answers every piece of data with its name and that piece. */
const startEcho = async (name: string) => {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (data) => socket.write(`${name}: ${data}`));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

type Echo = Awaited<ReturnType<typeof startEcho>>;

let [one, two]: Echo[] = [];
let proxy: FaultProxy;
const clients: Socket[] = [];

const connect = async () => {
  const client = createConnection({ host: '127.0.0.1', port: proxy.port });
  clients.push(client);
  client.setEncoding('utf8');
  await once(client, 'connect');
  client.on('error', () => {});
  return client;
};

const ask = async (client: Socket, text: string): Promise<unknown> => {
  client.write(text);
  const [answer] = await once(client, 'data');
  return answer;
};

beforeEach(async () => {
  one = await startEcho('one');
  two = await startEcho('two');
  proxy = await startFaultProxy({ host: '127.0.0.1', port: one.port });
});

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  await proxy.stop();
  await one?.stop();
  await two?.stop();
});

describe('a fault proxy', () => {
  it('lets everything pass, late when told', async () => {
    const client = await connect();

    const plain = await ask(client, 'hello');
    await proxy.setFault({ delayMs: 5 });
    const late = await ask(client, 'again');

    expect([plain, late]).toEqual(['one: hello', 'one: again']);
  });

  it('refuses, cuts what is open, and takes connections again on the same port', async () => {
    const client = await connect();
    const closed = new Promise((resolve) => client.once('close', resolve));

    await proxy.setFault('refuse');
    const refused = connect();

    await closed;
    await expect(refused).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await proxy.setFault('pass');
    expect(await ask(await connect(), 'hello')).toBe('one: hello');
  });

  it('is a black hole: what is open stays open, and nothing is heard', async () => {
    const client = await connect();
    await ask(client, 'hello');
    const heard: unknown[] = [];

    await proxy.setFault('black-hole');
    client.on('data', (data) => heard.push(data));
    client.write('anybody?');
    const other = await connect();
    other.on('data', (data) => heard.push(data));
    other.write('anybody?');
    // By now an answer would have come by any other way.
    const direct = createConnection({ host: '127.0.0.1', port: one?.port ?? 0 });
    clients.push(direct);
    direct.setEncoding('utf8');
    for (let n = 0; n < 20; n += 1) await ask(direct, 'hello');

    expect(heard).toEqual([]);
    expect([client.destroyed, other.destroyed]).toEqual([false, false]);
    const closed = Promise.all(
      [client, other].map((each) => new Promise((resolve) => each.once('close', resolve))),
    );
    await proxy.setFault('pass');
    await closed;
  });

  it('leads new connections elsewhere, and leaves those that are open', async () => {
    const before = await connect();
    await ask(before, 'hello');

    proxy.setTarget({ host: '127.0.0.1', port: two?.port ?? 0 });
    const after = await connect();

    expect([await ask(before, 'hello'), await ask(after, 'hello')]).toEqual([
      'one: hello',
      'two: hello',
    ]);
  });
});
