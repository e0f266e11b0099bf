import type { SqlFlavor } from '../sql-flavor.ts';

/** One row, changed with the catalog: by it every process knows that its pages are out of date. */
export const catalogVersion = ({ columns: c }: SqlFlavor): readonly string[] => [
  `create table catalog_version (
    ${c.integer('id', 'not null primary key')},
    ${c.string('version', 36, 'not null')}
  ) ${c.table}`,
];
