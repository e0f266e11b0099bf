import { Failure } from '../shared/failure.ts';
import type { StepEvent } from './event.ts';
import { type Description, findVersion } from './secret-versions.ts';

/** What a step is to do, by the labels that the secret's versions have. */
export type Request =
  | { readonly kind: 'rotate'; readonly version: string; readonly current: string }
  /** The version is the current one already. */
  | { readonly kind: 'done' }
  /** The lone test of a secret whose rotation was just set up: there is nothing new to test. */
  | { readonly kind: 'rehearse'; readonly current: string };

const refuse = (code: string, message: string, advice: string): never => {
  throw new Failure(code, message, advice);
};

/**
 * The guards of the rotation's protocol.
 * @param ownId the one secret that may be rotated, by ARN or name
 * @throws Failure SECRET_UNKNOWN, SECRET_EMPTY, ROTATION_NOT_ENABLED, VERSION_UNKNOWN,
 *   VERSION_NOT_PENDING
 */
export const checkRequest = (
  { Step, ClientRequestToken: version }: Pick<StepEvent, 'Step' | 'ClientRequestToken'>,
  secret: Description,
  ownId: string,
): Request => {
  const { arn, name, stages, rotationEnabled } = secret;
  if (ownId !== arn && ownId !== name) {
    return refuse(
      'SECRET_UNKNOWN',
      `${arn} is not the secret that this function rotates`,
      'Rotate it by a function of its own.',
    );
  }
  const current = findVersion(secret, 'AWSCURRENT');
  if (!current) {
    return refuse('SECRET_EMPTY', `${name} has no current version`, 'Give it a value first.');
  }
  // While a rotation is being set up, its one test may come before the secret says so.
  if (!rotationEnabled && !(rotationEnabled === undefined && Step === 'testSecret')) {
    return refuse(
      'ROTATION_NOT_ENABLED',
      `The rotation of ${name} is not enabled`,
      'Deploy the stage, which sets it up; then aws secretsmanager rotate-secret.',
    );
  }
  const labels = stages[version];
  if (Step === 'testSecret' && !labels && !findVersion(secret, 'AWSPENDING')) {
    return { kind: 'rehearse', current };
  }
  if (!labels) {
    return refuse(
      'VERSION_UNKNOWN',
      `${name} has no version ${version}`,
      'Begin a rotation: aws secretsmanager rotate-secret.',
    );
  }
  if (labels.includes('AWSCURRENT')) return { kind: 'done' };
  if (!labels.includes('AWSPENDING')) {
    return refuse(
      'VERSION_NOT_PENDING',
      `Version ${version} of ${name} is not labelled AWSPENDING: another rotation has overtaken it, or it was cancelled`,
      'Begin a rotation: aws secretsmanager rotate-secret.',
    );
  }
  return { kind: 'rotate', version, current };
};
