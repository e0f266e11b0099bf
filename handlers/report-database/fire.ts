// Fires the deployed function for real: node handlers/report-database/fire.ts --stage dev --event report
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({ functionName: operation.functionName, events: operation.examples });
