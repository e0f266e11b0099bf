import { migrations as released } from '../../../storefront/db/migrations/index.ts';

/** What nobody may do while an earlier version of the code still runs: one that it would miss. */
export const migrations: typeof released = {
  ...released,
  '9999-contract': () => ['alter table carts rename column expires_at to ends_at'],
};
