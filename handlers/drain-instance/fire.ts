// Fires the deployed function for real: node handlers/drain-instance/fire.ts --stage dev --event look
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
