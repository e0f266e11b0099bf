import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/**
 * What the proxy does to its clients:
 * - `pass`: nothing;
 * - `refuse`: new connections are refused and those that are open are cut;
 * - `black-hole`: connections are taken and stay open, and not a byte goes either way;
 * - a delay: every piece of data comes that much later, either way.
 */
export type Fault = 'pass' | 'refuse' | 'black-hole' | { readonly delayMs: number };

export type Target = { readonly host: string; readonly port: number };

export type FaultProxy = {
  readonly port: number;
  readonly setFault: (fault: Fault) => Promise<void>;
  /** Where connections lead that are made from now on, as if a name had got another address. */
  readonly setTarget: (target: Target) => void;
  /** Cuts every open connection; new ones may be made. */
  readonly cut: () => void;
  readonly stop: () => Promise<void>;
};

type Pair = { readonly client: Socket; readonly server: Socket };

/** Starts a TCP proxy on 127.0.0.1 that does faults on request. Port 0: any that is free. */
export const startFaultProxy = async (target: Target, port = 0): Promise<FaultProxy> => {
  let fault: Fault = 'pass';
  let current = target;
  const pairs = new Set<Pair>();

  const isHole = () => fault === 'black-hole';

  const forward = (from: Socket, to: Socket): void => {
    from.on('data', (data) => {
      if (isHole()) return;
      const delayMs = typeof fault === 'object' ? fault.delayMs : 0;
      if (delayMs === 0) to.write(data);
      else setTimeout(() => to.writable && to.write(data), delayMs);
    });
    from.on('error', () => to.destroy());
    // In a hole not even the end of a connection is heard of.
    from.on('close', () => !isHole() && to.destroy());
  };

  const server = createServer((client) => {
    const upstream = createConnection({ ...current, noDelay: true });
    client.setNoDelay(true);
    const pair = { client, server: upstream };
    pairs.add(pair);
    for (const side of [client, upstream]) {
      side.once('close', () => client.closed && upstream.closed && pairs.delete(pair));
    }
    forward(client, upstream);
    forward(upstream, client);
  });

  const cut = (): void => {
    for (const pair of pairs) {
      // Not resetAndDestroy: on a socket that is ending it leaves an open handle behind.
      pair.client.destroy();
      pair.server.destroy();
    }
    pairs.clear();
  };
  const listen = async (on: number): Promise<void> => {
    server.listen(on, '127.0.0.1');
    await once(server, 'listening');
  };
  const close = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    cut();
    await closed;
  };

  await listen(port);
  const { port: listening } = server.address() as AddressInfo;
  return {
    port: listening,
    setFault: async (next) => {
      // Bytes were lost in a hole: a connection that was in it is of no use after it.
      if (isHole() && next !== 'black-hole') cut();
      fault = next;
      if (next === 'refuse') await close();
      else if (!server.listening) await listen(listening);
    },
    setTarget: (next) => {
      current = next;
    },
    cut,
    stop: close,
  };
};
