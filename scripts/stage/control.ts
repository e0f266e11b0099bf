import { once } from 'node:events';
import { createServer, request } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { StageError } from './stage-error.ts';

/** What a command answers: lines for people and, where there is more to say, data for programs. */
export type Answer = { readonly lines: readonly string[]; readonly data?: unknown };

const order = z.object({ args: z.array(z.string()) });
const reply = z.union([
  z.object({ lines: z.array(z.string()), data: z.unknown() }),
  z.object({ error: z.string() }),
]);

const explain = (error: unknown): string => {
  if (error instanceof StageError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Takes commands, one at a time, from whoever may open the socket: the stage's own user. */
export const startControl = async (
  socket: string,
  run: (args: readonly string[]) => Promise<Answer>,
): Promise<{ readonly stop: () => Promise<void> }> => {
  let last: Promise<unknown> = Promise.resolve();
  const server = createServer(async (incoming, response) => {
    const handle = async (): Promise<Answer> => {
      const { args } = order.parse(JSON.parse(await text(incoming)));
      const turn = last.then(() => run(args));
      last = turn.catch(() => {});
      return turn;
    };
    const said = await handle().catch((error: unknown) => ({ error: explain(error) }));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(said));
  }).listen(socket);
  await once(server, 'listening');
  return {
    stop: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
};

/** Sends a command to a stage. @throws StageError with what the stage said against it */
export const sendCommand = async (socket: string, args: readonly string[]): Promise<Answer> => {
  const sent = request({ socketPath: socket, method: 'POST', path: '/' });
  sent.end(JSON.stringify({ args }));
  const [response] = await once(sent, 'response').catch((error: unknown) => {
    throw new StageError(
      `the stage does not answer: ${error instanceof Error ? error.message : error}`,
    );
  });
  const said = reply.parse(JSON.parse(await text(response)));
  if ('error' in said) throw new StageError(said.error);
  return said;
};
