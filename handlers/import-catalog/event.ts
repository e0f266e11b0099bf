import * as z from 'zod';
import { maintenanceFields } from '../shared/maintenance-event.ts';

/** By hand: `{"key": "imports/FILE.csv", "dryRun": true}`, then with `confirm` instead. */
export const importCatalogEvent = z.strictObject({
  ...maintenanceFields,
  key: z
    .string()
    .max(500)
    .regex(/^imports\/[A-Za-z0-9][\w./-]*\.csv$/, 'must be imports/….csv')
    .describe("of the file in the stage's deployment bucket"),
  keepStock: z
    .boolean()
    .default(false)
    .describe('leaves the stock of variants that exist as it is'),
});

export type ImportCatalogEvent = z.output<typeof importCatalogEvent>;
