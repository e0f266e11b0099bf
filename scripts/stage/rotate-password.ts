import { buildEndIdleConnections } from './end-idle-connections.ts';
import type { Stage } from './stage.ts';

/**
 * Has the deployed function rotate the database's password. Idle connections of the user who is in
 * use then are ended: who has them logs in anew, and is refused with the old password.
 * @returns the names of the user before it and of this one
 * @throws StageError when the rotation does not end
 */
export const rotatePassword = async ({
  pair,
  secrets,
}: Stage): Promise<{ readonly former: string; readonly current: string }> => {
  const { username: former } = await secrets.readDatabase();
  await secrets.rotateDatabase();
  const { username: current } = await secrets.readDatabase();
  for (const server of [pair.writer, pair.replica]) {
    await server.query(buildEndIdleConnections([current]));
  }
  return { former, current };
};
