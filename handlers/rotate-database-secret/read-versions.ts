import { Failure } from '../shared/failure.ts';
import {
  findStaleFields,
  getSibling,
  type RotatedSecret,
  rotatedSecret,
  type Version,
} from './rotated-secret.ts';
import type { Stage } from './secret-versions.ts';
import type { Services } from './services.ts';

const findVersionOf = async (
  { versions, secrets }: Services,
  secretId: string,
  id: string,
  stage: Stage,
): Promise<Version | undefined> => {
  const text = await versions.findText(secretId, id, stage);
  if (text === undefined) return undefined;
  const secret: RotatedSecret = secrets.parse(`${secretId} (${stage})`, text, rotatedSecret);
  return { id, text, secret };
};

/** @throws Failure VERSION_MOVED when the version is the current one no longer, SECRET_INVALID */
export const getCurrent = async (
  services: Services,
  secretId: string,
  id: string,
): Promise<Version> => {
  const version = await findVersionOf(services, secretId, id, 'AWSCURRENT');
  if (version) return version;
  throw new Failure(
    'VERSION_MOVED',
    `Version ${id} of ${secretId} is not the current one any more`,
    'Nothing to do: the step is tried again.',
  );
};

/**
 * The version that is to follow the current one; undefined before it is made.
 * @throws Failure PENDING_STALE when it is not what follows the current one, SECRET_INVALID
 */
export const findPending = async (
  services: Services,
  secretId: string,
  id: string,
  current: Version,
): Promise<Version | undefined> => {
  const pending = await findVersionOf(services, secretId, id, 'AWSPENDING');
  const stale = pending ? findStaleFields(current, pending) : [];
  if (stale.length === 0) return pending;
  throw new Failure(
    'PENDING_STALE',
    `Version ${id} was not made from the current one for ${getSibling(current.secret)}: ${stale.join(', ')}`,
    `Take its label away, then rotate again: aws secretsmanager update-secret-version-stage --version-stage AWSPENDING --remove-from-version-id ${id}.`,
  );
};

/** @throws Failure PENDING_MISSING, and as {@link findPending} */
export const getPending = async (
  services: Services,
  secretId: string,
  id: string,
  current: Version,
): Promise<Version> => {
  const pending = await findPending(services, secretId, id, current);
  if (pending) return pending;
  throw new Failure(
    'PENDING_MISSING',
    `Version ${id} has no value: createSecret has not run for it`,
    'Begin the rotation again: aws secretsmanager rotate-secret.',
  );
};
