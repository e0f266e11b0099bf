import * as z from 'zod';
import { applicationSecret, siblingOf } from '../shared/database-secrets.ts';
import { Failure } from '../shared/failure.ts';

/** What of the application's secret the rotation knows; what else is in it is carried along. */
export const rotatedSecret = applicationSecret.extend({
  engine: z.literal('mysql'),
  /** Secret of the administrator. */
  masterarn: z.string().min(1),
});

export type RotatedSecret = z.output<typeof rotatedSecret>;

/** A version of the secret: what it says, and its text as it is. */
export type Version = {
  readonly id: string;
  readonly text: string;
  readonly secret: RotatedSecret;
};

const parseFields = (text: string): Readonly<Record<string, unknown>> =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(text));

/** @throws Failure SECRET_INVALID when the user has nobody to take turns with */
export const getSibling = ({ username }: Pick<RotatedSecret, 'username'>): string => {
  const sibling = siblingOf(username);
  if (sibling) return sibling;
  throw new Failure(
    'SECRET_INVALID',
    `The user ${username} has no second one to take turns with`,
    'Name the application user …_a or …_b in the secret.',
  );
};

/** The text of the version after this one: the other user with its new password, all else as it is. */
export const buildPending = (current: Version, password: string): string =>
  JSON.stringify({
    ...parseFields(current.text),
    username: getSibling(current.secret),
    password,
  });

/** Fields but for the password in which a version is not what follows the current one. */
export const findStaleFields = (current: Version, pending: Version): readonly string[] => {
  const wanted = parseFields(buildPending(current, pending.secret.password));
  const found = parseFields(pending.text);
  return [...new Set([...Object.keys(wanted), ...Object.keys(found)])].filter(
    (name) => JSON.stringify(wanted[name]) !== JSON.stringify(found[name]),
  );
};
