import type { Database } from '../db/open-database.ts';
import type { Passwords } from './passwords.ts';
import type { SessionLifetimes } from './session-lifetimes.ts';

/** What the verbs of this folder work with. */
export type AccountServices = {
  readonly database: Database;
  readonly passwords: Passwords;
  readonly sessionLifetimes: SessionLifetimes;
  readonly site: { readonly name: string };
  readonly now: () => Date;
};
