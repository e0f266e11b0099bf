import * as z from 'zod';
import { customResourceOrByHand } from '../shared/custom-resource.ts';

const properties = z.object({ MigrationsHash: z.string().min(1) });

/** What people send. */
export const byHand = z.strictObject({
  dryRun: z.boolean().default(false).describe('answers with what would be done'),
});

/** From CloudFormation, or by hand: `{}` or `{"dryRun": true}`. */
export const migrateDatabaseEvent = customResourceOrByHand(properties, byHand);

export type MigrateDatabaseEvent = z.output<typeof migrateDatabaseEvent>;
