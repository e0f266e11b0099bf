import type { Limits } from '../shared/build-handler.ts';
import { withMysql } from '../shared/connect-mysql.ts';
import { Failure } from '../shared/failure.ts';
import { findAdmin } from '../shared/find-admin.ts';
import { planCopy } from './copy-user.ts';
import { getCurrent } from './read-versions.ts';
import { getSibling } from './rotated-secret.ts';
import { buildRotationState, type RotationState } from './rotation-state.ts';
import { findVersion } from './secret-versions.ts';
import type { Services } from './services.ts';

/** How the rotation of the stage's secret stands. */
export const findRotationState = async ({
  versions,
  config: { APPLICATION_SECRET_ID: id },
  now,
}: Services): Promise<RotationState> =>
  buildRotationState(await versions.describe(id), await versions.listDates(id), now());

export type Plan = RotationState & {
  readonly rotationEnabled: boolean;
  readonly inUse: string;
  readonly next: string;
  readonly changes: readonly string[];
};

/** What the next rotation would do; changes nothing. */
export const planRotation = async (services: Services, limits: Limits): Promise<Plan> => {
  const { versions, config } = services;
  const id = config.APPLICATION_SECRET_ID;
  const description = await versions.describe(id);
  const currentId = findVersion(description, 'AWSCURRENT');
  if (!currentId) {
    throw new Failure('SECRET_EMPTY', `${id} has no current version`, 'Give it a value first.');
  }
  const { secret } = await getCurrent(services, id, currentId);
  const next = getSibling(secret);
  const admin = await findAdmin({ ...services, adminSecretId: secret.masterarn }, secret, limits);
  return {
    ...(await findRotationState(services)),
    rotationEnabled: description.rotationEnabled === true,
    inUse: secret.username,
    next,
    changes: await withMysql(admin, (connection) =>
      planCopy(connection, { from: secret.username, to: next }),
    ),
  };
};
