import type { Operation } from '../shared/operation.ts';
import { importCatalogEvent } from './event.ts';

export const operation: Operation = {
  functionName: 'importCatalog',
  summary: "Brings a Shopify product CSV from the stage's bucket into the shop",
  event: importCatalogEvent,
  examples: {
    plan: { key: 'imports/catalog.csv', dryRun: true },
    import: { key: 'imports/catalog.csv', confirm: 'dev' },
    'keep-stock': { key: 'imports/catalog.csv', keepStock: true, confirm: 'dev' },
  },
};
