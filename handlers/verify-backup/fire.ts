// Fires the deployed function for real: node handlers/verify-backup/fire.ts --stage dev --event plan
import { fire } from '../shared/fire.ts';

await fire({
  functionName: 'verifyBackup',
  events: { plan: { dryRun: true }, leftovers: { action: 'sweep', dryRun: true } },
});
