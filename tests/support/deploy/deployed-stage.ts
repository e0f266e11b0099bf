import type { Cloud } from './cloud.ts';
import { readSecret } from './live-stack.ts';

/** A stage that a test file has deployed; usable once its `beforeAll` has run. */
export type DeployedStage = {
  readonly client: () => Cloud['client'];
  /** Physical id of a resource. @throws when the stack has no such resource. */
  readonly id: (logicalId: string) => string;
  readonly has: (logicalId: string) => boolean;
  readonly secret: (logicalId: string) => Promise<string>;
};

export const describeStage = (
  getCloud: () => Cloud,
  getIds: () => Readonly<Record<string, string>>,
): DeployedStage => {
  const client = () => getCloud().client;
  const id = (logicalId: string): string => {
    const found = getIds()[logicalId];
    if (!found) throw new Error(`the stack has no ${logicalId}`);
    return found;
  };
  return {
    client,
    id,
    has: (logicalId) => logicalId in getIds(),
    secret: (logicalId) => readSecret(client(), id(logicalId)),
  };
};
