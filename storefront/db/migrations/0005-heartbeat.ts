import type { SqlFlavor } from '../sql-flavor.ts';

/** One row, written every second on the writer: what a reader shows of it is how far it is behind. */
export const heartbeat = ({ columns: c }: SqlFlavor): readonly string[] => [
  `create table replication_heartbeat (
    ${c.integer('id', 'not null primary key')},
    ${c.timestamp('beat_at', 'not null')}
  ) ${c.table}`,
];
