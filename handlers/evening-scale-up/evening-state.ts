import * as z from 'zod';
import type { Key, OperationsTable } from '../shared/operations-table.ts';
import type { LocalDate } from '../shared/zoned-time.ts';

const keepSeconds = 60 * 86_400;

const schema = z.object({
  /** The minimum that the evening needs, at most the group's maximum. */
  wanted: z.number(),
  raisedAt: z.iso.datetime(),
  because: z.string(),
  /** What the last check told. */
  told: z.enum(['ready', 'not ready']).optional(),
});

/** What is known of one evening. */
export type EveningState = z.output<typeof schema>;

const keyOf = (date: LocalDate): Key => ({ pk: `evening#${date}`, sk: 'evening' });

export const findEveningState = (
  table: OperationsTable,
  date: LocalDate,
): Promise<EveningState | undefined> => table.find(keyOf(date), schema);

export const putEveningState = (
  table: OperationsTable,
  date: LocalDate,
  value: EveningState,
): Promise<void> => table.putAll([{ key: keyOf(date), value, keepSeconds }]);
