import type { Limits } from '../shared/build-handler.ts';
import { withMysql } from '../shared/connect-mysql.ts';
import { Failure } from '../shared/failure.ts';
import { findAdmin } from '../shared/find-admin.ts';
import { canLogIn } from '../shared/mysql-users.ts';
import { withUsersLock } from '../shared/with-users-lock.ts';
import { checkRequest } from './check-request.ts';
import { copyUser } from './copy-user.ts';
import type { StepEvent } from './event.ts';
import { findPending, getPending } from './read-versions.ts';
import { buildPending, getSibling, rotatedSecret, type Version } from './rotated-secret.ts';
import type { Services } from './services.ts';
import { type Ciphers, verifyLogin } from './verify-login.ts';

/** A step's work: from the version in use to the one of this id. */
export type Rotation = {
  readonly event: StepEvent;
  readonly current: Version;
  readonly services: Services;
  readonly limits: Limits;
};

/** What a step has done, for the log. */
export type StepResult = {
  readonly user: string;
  readonly did: readonly string[];
  readonly ciphers?: Ciphers;
};

/** Makes the version with a new password for the other user, unless it has one already. */
export const createSecret = async ({
  event: { SecretId, ClientRequestToken },
  current,
  services,
}: Rotation): Promise<StepResult> => {
  const { versions, secrets } = services;
  const user = getSibling(current.secret);
  if (await findPending(services, SecretId, ClientRequestToken, current)) return { user, did: [] };
  const text = buildPending(current, await versions.makePassword());
  secrets.parse(SecretId, text, rotatedSecret);
  const isMade = await versions.putPending(SecretId, ClientRequestToken, text);
  if (!isMade) await getPending(services, SecretId, ClientRequestToken, current);
  return { user, did: isMade ? ['made a password'] : [] };
};

const checkUserInUse = async ({ current: { secret }, services }: Rotation): Promise<void> => {
  if (await canLogIn(secret, services.ca)) return;
  throw new Failure(
    'CURRENT_DENIED',
    `${secret.host} does not let ${secret.username} in with the current password`,
    'Nothing was changed. Invoke migrateDatabase, which sets that password, then rotate again.',
  );
};

/** Gives the other user the version's password, and the rights of the user in use. */
export const setSecret = async (rotation: Rotation): Promise<StepResult> => {
  const { event, current, services, limits } = rotation;
  const { SecretId, ClientRequestToken } = event;
  const pending = await getPending(services, SecretId, ClientRequestToken, current);
  await checkUserInUse(rotation);
  const source = { ...services, adminSecretId: current.secret.masterarn };
  const admin = await findAdmin(source, current.secret, limits);
  const { username: from, dbname } = current.secret;
  const did = await withMysql(admin, (connection) =>
    withUsersLock(connection, dbname, limits.remainingMs() / 2, async () => {
      // A run that was held up must not give a user in use the password of a rotation long over.
      const { versions, config } = services;
      const now = checkRequest(
        event,
        await versions.describe(SecretId),
        config.APPLICATION_SECRET_ID,
      );
      const isStill = now.kind === 'rotate' && now.current === current.id;
      return isStill ? copyUser(connection, from, pending.secret, services.ca) : [];
    }),
  );
  return { user: pending.secret.username, did };
};

/** Proves that the other user can work with the version's password. */
export const testSecret = async (rotation: Rotation): Promise<StepResult> => {
  const { event, current, services, limits } = rotation;
  const pending = await getPending(services, event.SecretId, event.ClientRequestToken, current);
  const ciphers = await verifyLogin(pending.secret, services, limits);
  return { user: pending.secret.username, did: [], ciphers };
};

/** Makes the version the current one, once more proven to work. */
export const finishSecret = async (rotation: Rotation): Promise<StepResult> => {
  const { event, current, services } = rotation;
  const tested = await testSecret(rotation);
  await services.versions.makeCurrent(event.SecretId, event.ClientRequestToken, current.id);
  services.metrics.add('SecretsRotated', 1);
  return { ...tested, did: [`${tested.user} is in use instead of ${current.secret.username}`] };
};
