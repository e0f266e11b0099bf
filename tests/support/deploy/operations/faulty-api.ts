import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type ApiFault = { readonly status: number; readonly code: string; readonly message: string };

export const throttled: ApiFault = { status: 400, code: 'Throttling', message: 'Rate exceeded' };
export const accessDenied: ApiFault = {
  status: 403,
  code: 'AccessDenied',
  message: 'User: arn:aws:sts::123456789012:assumed-role/x is not authorized to perform this',
};

/** Stands before emulated AWS and refuses, as AWS does, what the emulator never refuses. */
export type FaultyApi = {
  readonly endpoint: string;
  /** The next so many calls of an operation meet this. */
  readonly refuse: (operation: string, fault: ApiFault, times?: number) => void;
  /** How many calls were refused. */
  readonly refused: () => number;
  readonly stop: () => Promise<void>;
};

const describeFault = ({ code, message }: ApiFault): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>0</RequestId></ErrorResponse>`;

/** For services with AWS's query protocol, Auto Scaling among them. */
export const startFaultyApi = async (target: string): Promise<FaultyApi> => {
  let waiting: { operation: string; fault: ApiFault; times: number } | undefined;
  let refused = 0;
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const operation = new URLSearchParams(body).get('Action');
    if (waiting && waiting.operation === operation && waiting.times > 0) {
      waiting.times -= 1;
      refused += 1;
      // A client whose clock is set takes a date of today for a reason to try again.
      response.sendDate = false;
      response.writeHead(waiting.fault.status, { 'content-type': 'text/xml' });
      response.end(describeFault(waiting.fault));
      return;
    }
    const { authorization = '', 'content-type': type = '' } = request.headers;
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method ?? 'POST',
      headers: { authorization, 'content-type': type },
      body,
    });
    response.writeHead(answer.status, { 'content-type': 'text/xml' }).end(await answer.text());
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    refuse: (operation, fault, times = Number.POSITIVE_INFINITY) => {
      waiting = { operation, fault, times };
    },
    refused: () => refused,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
