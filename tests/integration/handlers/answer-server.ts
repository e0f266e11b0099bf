import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export type TakenAnswer = {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: number;
  readonly body: Readonly<Record<string, unknown>>;
};

export type AnswerServer = {
  readonly url: string;
  readonly answers: readonly TakenAnswer[];
  readonly stop: () => Promise<void>;
};

/**
 * Stands where CloudFormation's signed address is. `behave` says how it reacts to each request: by
 * a status, or by cutting the connection.
 */
export const startAnswerServer = async (
  behave: (count: number) => number | 'cut' = () => 200,
): Promise<AnswerServer> => {
  const answers: TakenAnswer[] = [];
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const body = Buffer.concat(pieces);
      const { method = '', headers } = request;
      answers.push({ method, headers, bytes: body.length, body: JSON.parse(body.toString()) });
      const reaction = behave(answers.length);
      if (reaction === 'cut') request.socket.destroy();
      else response.writeHead(reaction).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/answer?X-Amz-Signature=signed`,
    answers,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** A request of CloudFormation that is to be answered at this address. */
export const stackRequest = (
  url: string,
  requestType: 'Create' | 'Update' | 'Delete',
  properties: unknown = {},
) => ({
  RequestType: requestType,
  RequestId: 'b9f9d9f2-2f6b-4d0c-8a54-1f1e7f4f9e11',
  ResponseURL: url,
  ResourceType: 'Custom::Thing',
  StackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/tidemarket-dev/51af3dc0',
  LogicalResourceId: 'Thing',
  ResourceProperties: properties,
  ...(requestType === 'Create' ? {} : { PhysicalResourceId: 'tidemarket-dev-Thing' }),
  ...(requestType === 'Update' ? { OldResourceProperties: {} } : {}),
});
