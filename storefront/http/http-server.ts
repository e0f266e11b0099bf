import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Hono } from 'hono';
import type { AppEnv } from './app-env.ts';

const limits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  // Longer than the load balancer's 60 s, so that it never writes to a connection being closed.
  keepAliveTimeout: 65_000,
};

/** An http server over the app. Every answer carries the headers given and its request id. */
export const createHttpServer = (
  app: Hono<AppEnv>,
  headers: Readonly<Record<string, string>>,
): Server => {
  const fixed = Object.entries(headers);
  const listener = getRequestListener(app.fetch);
  return createServer(limits, (incoming, outgoing) => {
    for (const [name, value] of fixed) outgoing.setHeader(name, value);
    outgoing.setHeader('x-request-id', randomUUID());
    return listener(incoming, outgoing);
  });
};

/** Resolves with the port once the server listens on every address of the machine. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

const lookForIdleEveryMs = 100;

/** Lets requests in flight end, refuses new connections; true when none had to be cut off. */
export const drain = (server: Server, timeoutMs: number): Promise<boolean> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => {
      server.closeAllConnections();
      resolve(false);
    }, timeoutMs);
    // A connection whose answer had begun before is kept alive, as it was promised.
    const idle = setInterval(() => server.closeIdleConnections(), lookForIdleEveryMs);
    server.close(() => {
      clearTimeout(timer);
      clearInterval(idle);
      resolve(true);
    });
    server.closeIdleConnections();
  });
