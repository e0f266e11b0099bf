import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

export type FakeSecretsManager = {
  /** What makes the AWS SDK of another process ask it. */
  readonly env: Readonly<Record<string, string>>;
  readonly put: (id: string, value: string) => void;
  /** How often secrets were asked for. */
  readonly fetches: () => number;
  readonly stop: () => Promise<void>;
};

/** Answers GetSecretValue as Secrets Manager does, for the secrets it was given. */
export const startFakeSecretsManager = async (): Promise<FakeSecretsManager> => {
  const secrets = new Map<string, string>();
  let fetches = 0;
  const server = createServer(async (request, response) => {
    const { SecretId: id } = JSON.parse(await text(request));
    fetches += 1;
    const value = secrets.get(id);
    response.setHeader('content-type', 'application/x-amz-json-1.1');
    if (value === undefined) {
      response.writeHead(400);
      response.end(JSON.stringify({ __type: 'ResourceNotFoundException', message: 'no such' }));
      return;
    }
    response.end(JSON.stringify({ ARN: id, Name: id, SecretString: value }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    env: {
      AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    put: (id, value) => void secrets.set(id, value),
    fetches: () => fetches,
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};
