import type { SqlFlavor } from '../sql-flavor.ts';
import { catalog } from './0001-catalog.ts';
import { commerce } from './0002-commerce.ts';
import { catalogImport } from './0003-catalog-import.ts';
import { accounts } from './0004-accounts.ts';
import { heartbeat } from './0005-heartbeat.ts';
import { catalogVersion } from './0006-catalog-version.ts';

/** Every migration under its name, in order. What is released here never changes again. */
export const migrations: Readonly<Record<string, (flavor: SqlFlavor) => readonly string[]>> = {
  '0001-catalog': catalog,
  '0002-commerce': commerce,
  '0003-catalog-import': catalogImport,
  '0004-accounts': accounts,
  '0005-heartbeat': heartbeat,
  '0006-catalog-version': catalogVersion,
};
