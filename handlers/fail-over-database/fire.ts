// Fires the deployed function for real: node handlers/fail-over-database/fire.ts --stage dev --event status
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
