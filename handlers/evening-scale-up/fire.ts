// Fires the deployed function for real: node handlers/evening-scale-up/fire.ts --stage dev --event raise
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
