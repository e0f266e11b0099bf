import {
  GetAccountPasswordPolicyCommand,
  type IAMClient,
  UpdateAccountPasswordPolicyCommand,
} from '@aws-sdk/client-iam';
import type { PasswordPolicy } from './event.ts';

type Setting = boolean | number;

/** Settings that differ, as `before -> after`. */
export type PolicyChanges = Readonly<Record<string, string>>;

/** Which settings of the account's password policy differ from the given ones. */
export const findPolicyChanges = async (
  iam: IAMClient,
  wanted: PasswordPolicy,
): Promise<PolicyChanges> => {
  const current = await iam.send(new GetAccountPasswordPolicyCommand()).then(
    ({ PasswordPolicy: policy }) => new Map<string, unknown>(Object.entries(policy ?? {})),
    (error) => {
      // An account that never had a policy has none.
      if (error instanceof Error && /^NoSuchEntity/.test(error.name)) return new Map();
      throw error;
    },
  );
  const differing = Object.entries<Setting>(wanted).filter(
    ([key, value]) => current.get(key) !== value,
  );
  return Object.fromEntries(
    differing.map(([key, value]) => [key, `${current.get(key) ?? 'unset'} -> ${value}`]),
  );
};

/** Sets the account's password policy where it differs; returns what it changed. */
export const setPasswordPolicy = async (
  iam: IAMClient,
  wanted: PasswordPolicy,
): Promise<PolicyChanges> => {
  const changes = await findPolicyChanges(iam, wanted);
  if (Object.keys(changes).length > 0)
    await iam.send(new UpdateAccountPasswordPolicyCommand(wanted));
  return changes;
};
