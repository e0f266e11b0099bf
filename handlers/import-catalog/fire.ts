// Fires the deployed function for real: node handlers/import-catalog/fire.ts --stage dev --event plan
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
