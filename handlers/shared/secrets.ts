import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type * as z from 'zod';
import { Failure, type Hide } from './failure.ts';

export type Secrets = {
  /**
   * The secret's current value, fetched anew each time.
   * @throws Failure SECRET_INVALID naming the wrong fields, never their values.
   */
  readonly read: <S extends z.ZodType<{ readonly password: string }>>(
    id: string,
    schema: S,
  ) => Promise<z.output<S>>;
  /**
   * A secret's value from its text.
   * @throws Failure SECRET_INVALID, as `read`
   */
  readonly parse: <S extends z.ZodType<{ readonly password: string }>>(
    id: string,
    text: string,
    schema: S,
  ) => z.output<S>;
  /** Takes every password that was read out of a text. */
  readonly hide: Hide;
};

/** As a password stands in a text, in an SQL statement and in JSON. */
const formsOf = (password: string): readonly string[] => [
  password,
  password.replaceAll('\\', '\\\\').replaceAll("'", "\\'"),
  password.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('"', '\\"'),
  JSON.stringify(password).slice(1, -1),
];

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @param fetchText the secret string of a secret, such as {@link fetchCurrentSecret} */
export const createSecrets = (fetchText: (id: string) => Promise<string>): Secrets => {
  const seen = new Set<string>();
  const parse: Secrets['parse'] = (id, text, schema) => {
    const parsed = schema.safeParse(parseJson(text));
    if (!parsed.success) {
      const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'JSON');
      throw new Failure(
        'SECRET_INVALID',
        `Secret ${id} is not usable: ${[...new Set(fields)].join(', ')}`,
        'Correct the secret; the README lists its fields.',
      );
    }
    for (const form of formsOf(parsed.data.password)) seen.add(form);
    return parsed.data;
  };
  return {
    parse,
    read: async (id, schema) => parse(id, await fetchText(id), schema),
    hide: (text) => {
      const longestFirst = [...seen].sort((a, b) => b.length - a.length);
      return longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
    },
  };
};

export const fetchCurrentSecret =
  (client: SecretsManagerClient) =>
  async (id: string): Promise<string> => {
    const { SecretString } = await client.send(
      new GetSecretValueCommand({ SecretId: id, VersionStage: 'AWSCURRENT' }),
    );
    return SecretString ?? '';
  };
