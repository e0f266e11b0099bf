import * as z from 'zod';
import { customResourceOrByHand } from '../shared/custom-resource.ts';

const properties = z.object({ MigrationsHash: z.string().min(1) });

const byHand = z.strictObject({
  /** Answers with what would be done. */
  dryRun: z.boolean().default(false),
});

/** From CloudFormation, or by hand: `{}` or `{"dryRun": true}`. */
export const migrateDatabaseEvent = customResourceOrByHand(properties, byHand);

export type MigrateDatabaseEvent = z.output<typeof migrateDatabaseEvent>;
