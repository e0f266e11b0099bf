import type { Limits } from '../shared/build-handler.ts';
import { checkRequest } from './check-request.ts';
import type { RotateDatabaseSecretEvent, StepEvent } from './event.ts';
import { findRotationState, type Plan, planRotation } from './look.ts';
import { getCurrent } from './read-versions.ts';
import { rehearse } from './rehearse.ts';
import type { RotationState } from './rotation-state.ts';
import type { Services } from './services.ts';
import {
  createSecret,
  finishSecret,
  type Rotation,
  type StepResult,
  setSecret,
  testSecret,
} from './steps.ts';

type OfStep = { readonly step: StepEvent['Step'] };

export type RotateDatabaseSecretResult =
  | ({ readonly outcome: 'done' | 'rehearsed' } & OfStep & StepResult)
  | ({ readonly outcome: 'left'; readonly because: string } & OfStep)
  | ({ readonly outcome: 'checked' } & RotationState)
  | ({ readonly outcome: 'planned' } & Plan);

const steps: Readonly<Record<StepEvent['Step'], (rotation: Rotation) => Promise<StepResult>>> = {
  createSecret,
  setSecret,
  testSecret,
  finishSecret,
};

/** Setting a rotation up makes a version that has no value, or the current one's, to be tested. */
const hasNothingNew = async ({ event, current, services }: Rotation): Promise<boolean> => {
  const { SecretId, ClientRequestToken: version } = event;
  const text = await services.versions.findText(SecretId, version, 'AWSPENDING');
  return text === undefined || text === current.text;
};

const takeStep = async (
  event: StepEvent,
  services: Services,
  limits: Limits,
): Promise<RotateDatabaseSecretResult> => {
  const { Step: step, SecretId } = event;
  const description = await services.versions.describe(SecretId);
  const request = checkRequest(event, description, services.config.APPLICATION_SECRET_ID);
  if (request.kind === 'done') {
    return { outcome: 'left', step, because: 'the version is the current one already' };
  }
  const current = await getCurrent(services, SecretId, request.current);
  const rotation = { event, current, services, limits };
  const isRehearsal =
    request.kind === 'rehearse' || (step === 'testSecret' && (await hasNothingNew(rotation)));
  return isRehearsal
    ? { outcome: 'rehearsed', step, ...(await rehearse(current, services, limits)) }
    : { outcome: 'done', step, ...(await steps[step](rotation)) };
};

const check = async (services: Services): Promise<RotateDatabaseSecretResult> => {
  const state = await findRotationState(services);
  services.metrics.add('SecretAgeDays', state.secretAgeDays);
  services.metrics.add('RotationPendingHours', state.pendingHours);
  return { outcome: 'checked', ...state };
};

/**
 * One step of Secrets Manager's rotation, each of which may run twice; the hourly look at how the
 * rotation stands; or, by hand, what the next rotation would do.
 */
export const rotateDatabaseSecret = async (
  event: RotateDatabaseSecretEvent,
  services: Services,
  limits: Limits,
): Promise<RotateDatabaseSecretResult> => {
  if ('Step' in event) return takeStep(event, services, limits);
  if (event.dryRun) return { outcome: 'planned', ...(await planRotation(services, limits)) };
  return check(services);
};
