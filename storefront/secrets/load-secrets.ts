import { type Config, ConfigError, originSecret } from '../config.ts';
import { parseDatabaseSecret } from '../db/database-secret.ts';
import type { CredentialsOptions } from '../db/mysql/credentials.ts';
import { fetchSecret } from './secrets-manager.ts';

export type Secrets = {
  /** Undefined where DATABASE_URL says where the database is. */
  readonly credentials: CredentialsOptions | undefined;
  readonly originSecret: string | undefined;
};

type Fetch = (id: string) => Promise<string>;

/** @throws ConfigError that names the setting and what was wrong, and no value of the secret. */
const load = async <T>(setting: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The configuration is not usable:\n  ${setting}: ${problem}`);
  }
};

const parseOriginSecret = (text: string): string => {
  const parsed = originSecret.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new Error(parsed.error.issues.map(({ message }) => message).join('; '));
};

/**
 * Fetches the secrets that the configuration names.
 * @throws ConfigError when one cannot be fetched, or is not what it should be.
 */
export const loadSecrets = async (
  config: Pick<Config, 'DATABASE_SECRET_ID' | 'ORIGIN_SECRET' | 'ORIGIN_SECRET_ID'>,
  onFetchError: (error: unknown) => void,
  fetch: Fetch = fetchSecret,
): Promise<Secrets> => {
  const { DATABASE_SECRET_ID: databaseId, ORIGIN_SECRET_ID: originId } = config;
  const fetchDatabase = async (id: string) => parseDatabaseSecret(await fetch(id));
  return {
    credentials:
      databaseId === undefined
        ? undefined
        : {
            initial: await load('DATABASE_SECRET_ID', () => fetchDatabase(databaseId)),
            fetch: () => fetchDatabase(databaseId),
            onFetchError,
          },
    originSecret:
      originId === undefined
        ? config.ORIGIN_SECRET
        : await load('ORIGIN_SECRET_ID', async () => parseOriginSecret(await fetch(originId))),
  };
};
