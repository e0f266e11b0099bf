import type { Limits } from '../shared/build-handler.ts';
import { findAdmin } from '../shared/find-admin.ts';
import type { Version } from './rotated-secret.ts';
import type { Services } from './services.ts';
import type { StepResult } from './steps.ts';
import { verifyLogin } from './verify-login.ts';

/** Where a rotation has nothing new yet: proves that it could reach all that it needs. */
export const rehearse = async (
  { secret }: Version,
  services: Services,
  limits: Limits,
): Promise<StepResult> => {
  await findAdmin({ ...services, adminSecretId: secret.masterarn }, secret, limits);
  return {
    user: secret.username,
    did: ['tested the current version'],
    ciphers: await verifyLogin(secret, services, limits),
  };
};
