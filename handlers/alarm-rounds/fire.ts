// Fires the deployed function for real: node handlers/alarm-rounds/fire.ts --stage dev --event digest
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
