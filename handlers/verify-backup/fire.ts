// Fires the deployed function for real: node handlers/verify-backup/fire.ts --stage dev --event plan
import { fire } from '../shared/fire.ts';
import { operation } from './operation.ts';

await fire({
  functionName: 'verifyBackup',
  events: operation.examples,
});
