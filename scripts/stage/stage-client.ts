import * as z from 'zod';
import { type Answer, sendCommand } from './control.ts';
import { accessCommand } from './run-in-stage.ts';
import { chooseStage, controlSocket, findStages } from './stage-files.ts';

const access = z.object({
  shopOrigin: z.string(),
  awsEndpoint: z.string(),
  folder: z.string(),
  database: z.object({
    port: z.number(),
    caFile: z.string(),
    user: z.string(),
    password: z.string(),
  }),
});

export type StageAccess = z.output<typeof access>;

/** A stage that runs in another process. */
export type StageClient = {
  readonly id: string;
  readonly send: (...args: readonly string[]) => Promise<Answer>;
  /** Asked anew each time: a fail-over changes where the writer is. */
  readonly findAccess: () => Promise<StageAccess>;
};

/** @throws StageError when it is not clear which stage is meant */
export const connectStage = (stageId: string | undefined): StageClient => {
  const { id, folder } = chooseStage(findStages(), stageId);
  const send = (...args: readonly string[]) => sendCommand(controlSocket(folder), args);
  return {
    id,
    send,
    findAccess: async () => access.parse((await send(accessCommand)).data),
  };
};
