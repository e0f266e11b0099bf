// Fires the deployed function for real: node handlers/invalidate-edge/fire.ts --stage dev --event offers
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
