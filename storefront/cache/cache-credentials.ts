import * as z from 'zod';
import type { ValkeyCredentials } from './valkey-connection.ts';

const cacheSecret = z.object({ username: z.string().min(1), password: z.string().min(1) });

const parse = (text: string): ValkeyCredentials => {
  try {
    return cacheSecret.parse(JSON.parse(text));
  } catch {
    // Neither the text nor what is said of it is to be seen in a log.
    throw new Error('the secret of the cache must be JSON with username and password');
  }
};

/** The credentials of a secret, fetched when they are first needed and after they were refused. */
export const createCacheCredentials = (id: string, fetch: (id: string) => Promise<string>) => {
  let known: ValkeyCredentials | undefined;
  return {
    credentials: async (): Promise<ValkeyCredentials> => {
      known ??= parse(await fetch(id));
      return known;
    },
    forgetCredentials: (): void => {
      known = undefined;
    },
  };
};
