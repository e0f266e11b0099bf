import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { text } from 'node:stream/consumers';

export type Answered = {
  readonly path: string;
  readonly status: number;
  readonly html: string;
  readonly location: string | undefined;
};

export type RequestReport = {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** 0: there was no answer. */
  readonly status: number;
  readonly reason: string;
  readonly storefront: string;
  readonly ms: number;
  readonly isFailure: boolean;
};

/** Thrown for a request that a shopper would call failed. */
export class RequestFailed extends Error {
  override readonly name = 'RequestFailed';
}

export type Browser = {
  readonly get: (path: string) => Promise<Answered>;
  readonly post: (path: string, form: Readonly<Record<string, string>>) => Promise<Answered>;
  readonly close: () => void;
};

const timeoutMs = 20_000;
// 409: somebody else was faster, and the page says so.
const expected: readonly number[] = [200, 303, 409];

const header = (response: IncomingMessage | undefined, name: string): string =>
  String(response?.headers[name] ?? '');

/** A browser without pictures: keeps its cookies and a connection, and goes nowhere by itself. */
export const createBrowser = (origin: string, report: (made: RequestReport) => void): Browser => {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const cookies = new Map<string, string>();

  const send = async (
    method: 'GET' | 'POST',
    path: string,
    body = '',
  ): Promise<[IncomingMessage, string]> => {
    const sent = request(origin + path, {
      method,
      agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: {
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' && {
          origin,
          'content-type': 'application/x-www-form-urlencoded',
          'content-length': String(Buffer.byteLength(body)),
        }),
      },
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    for (const cookie of response.headers['set-cookie'] ?? []) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    return [response, await text(response)];
  };

  const visit = async (method: 'GET' | 'POST', path: string, body?: string): Promise<Answered> => {
    const startedAt = performance.now();
    const tell = (status: number, reason: string, response?: IncomingMessage) => {
      const storefront = header(response, 'x-stage-storefront');
      const ms = performance.now() - startedAt;
      report({ method, path, status, reason, storefront, ms, isFailure: reason !== '' });
    };
    let response: IncomingMessage;
    let html: string;
    try {
      [response, html] = await send(method, path, body);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tell(0, reason);
      throw new RequestFailed(reason, { cause: error });
    }
    const status = response.statusCode ?? 0;
    const isExpected = expected.includes(status);
    tell(status, isExpected ? '' : `answered with ${status}`, response);
    if (!isExpected) throw new RequestFailed(`${path} answers with ${status}`);
    return { path, status, html, location: response.headers.location };
  };

  return {
    get: (path) => visit('GET', path),
    post: (path, form) => visit('POST', path, new URLSearchParams(form).toString()),
    close: () => agent.destroy(),
  };
};
