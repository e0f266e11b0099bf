import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type HostedSession = {
  readonly id: string;
  readonly url: string;
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  readonly amount_total: number;
  readonly currency: string;
  readonly client_reference_id: string;
  readonly success_url: string;
  readonly expires_at: number;
};

export type HostedPaymentProvider = {
  readonly origin: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly sessions: ReadonlyMap<string, HostedSession>;
  readonly refunds: readonly { readonly payment_intent: string; readonly amount: number }[];
  /** Where webhooks go when somebody pays on the hosted page; nowhere until it is set. */
  webhookUrl: string | undefined;
  /** Answers 503 to everything while true. */
  isDown: boolean;
  /** Pays a session as its page's button does, without telling anybody. */
  readonly pay: (id: string) => void;
  readonly buildEvent: (id: string, type: string, eventId?: string) => string;
  /** The header that proves a body. */
  readonly sign: (body: string, at: Date) => string;
  readonly close: () => Promise<void>;
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  let body = '';
  for await (const piece of request.setEncoding('utf8')) body += piece;
  return body;
};

const page = (
  session: HostedSession,
): string => `<!DOCTYPE html><html lang="en"><title>Payment</title>
  <main><h1>Pay ${session.amount_total} ${session.currency}</h1>
  <form method="post" action="/pay/${session.id}"><button>Pay</button></form>
  <a href="${session.success_url}">Back to the shop</a></main>`;

/**
 * A payment provider of the tests' own, on this machine: it speaks the part of Stripe Checkout's
 * protocol that the shop uses, with a payment page and signed webhooks. Knows nothing of the shop.
 */
export const startHostedPaymentProvider = async (): Promise<HostedPaymentProvider> => {
  const secretKey = 'sk_test_of_the_tests';
  const webhookSecret = 'whsec_of_the_tests';
  const sessions = new Map<string, HostedSession>();
  const refunds: { payment_intent: string; amount: number }[] = [];
  const answered = new Map<string, unknown>();
  let events = 0;

  const sign = (body: string, at: Date): string => {
    const time = Math.floor(at.getTime() / 1000);
    const signature = createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest('hex');
    return `t=${time},v1=${signature}`;
  };

  const buildEvent = (id: string, type: string, eventId?: string): string => {
    events += 1;
    const object = sessions.get(id);
    const created = Math.floor(Date.now() / 1000);
    return JSON.stringify({ id: eventId ?? `evt_${events}`, type, created, data: { object } });
  };

  const pay = (id: string): void => {
    const session = sessions.get(id);
    if (session?.status !== 'open') throw new Error(`session ${id} is not open`);
    session.status = 'complete';
    session.payment_status = 'paid';
    session.payment_intent = `pi_${id}`;
  };

  const create = (fields: URLSearchParams): HostedSession | undefined => {
    const amount = Number(fields.get('line_items[0][price_data][unit_amount]'));
    const reference = fields.get('client_reference_id');
    const success = fields.get('success_url');
    if (!Number.isSafeInteger(amount) || amount <= 0 || !reference || !success) return undefined;
    const id = `cs_test_${sessions.size + 1}`;
    const session: HostedSession = {
      id,
      url: `${provider.origin}/pay/${id}`,
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      amount_total: amount,
      currency: fields.get('line_items[0][price_data][currency]') ?? '',
      client_reference_id: reference,
      success_url: success,
      expires_at: Number(fields.get('expires_at')),
    };
    sessions.set(id, session);
    return session;
  };

  const refund = (fields: URLSearchParams): unknown => {
    const made = {
      payment_intent: fields.get('payment_intent') ?? '',
      amount: Number(fields.get('amount')),
    };
    refunds.push(made);
    return { id: `re_${refunds.length}`, status: 'succeeded' };
  };

  const api = (request: IncomingMessage, path: string, body: string): [number, unknown] => {
    const refuse = (message: string): [number, unknown] => [400, { error: { message } }];
    if (request.headers.authorization !== `Bearer ${secretKey}`) return [401, {}];
    const key = String(request.headers['idempotency-key'] ?? '');
    if (key !== '' && answered.has(key)) return [200, answered.get(key)];
    const keep = (answer: unknown): [number, unknown] => {
      if (key !== '') answered.set(key, answer);
      return [200, answer];
    };
    const fields = new URLSearchParams(body);
    const [, id = '', action] = /^\/v1\/checkout\/sessions\/([^/]+)(\/expire)?$/.exec(path) ?? [];
    if (request.method === 'POST' && path === '/v1/checkout/sessions') {
      const session = create(fields);
      return session ? keep(session) : refuse('a field is missing');
    }
    if (request.method === 'POST' && path === '/v1/refunds') return keep(refund(fields));
    const session = sessions.get(id);
    if (!session) return [404, { error: { message: 'no such session' } }];
    if (!action) return [200, session];
    if (session.status !== 'open') return refuse('only open sessions can be expired');
    session.status = 'expired';
    return [200, session];
  };

  const showPage = async (request: IncomingMessage, response: ServerResponse, id: string) => {
    const session = sessions.get(id);
    if (!session) return response.writeHead(404).end();
    if (request.method !== 'POST') {
      return response.writeHead(200, { 'content-type': 'text/html' }).end(page(session));
    }
    pay(id);
    const body = buildEvent(id, 'checkout.session.completed');
    if (provider.webhookUrl) {
      const headers = {
        'content-type': 'application/json',
        'stripe-signature': sign(body, new Date()),
      };
      await fetch(provider.webhookUrl, { method: 'POST', headers, body });
    }
    return response.writeHead(303, { location: session.success_url }).end();
  };

  const server = createServer(async (request, response) => {
    const path = request.url ?? '/';
    const body = await readBody(request);
    if (provider.isDown) return response.writeHead(503).end();
    if (path.startsWith('/pay/')) return showPage(request, response, path.slice('/pay/'.length));
    const [status, answer] = api(request, path, body);
    return response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');

  const provider: HostedPaymentProvider = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    secretKey,
    webhookSecret,
    sessions,
    refunds,
    webhookUrl: undefined,
    isDown: false,
    pay,
    buildEvent,
    sign,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return provider;
};
