// Fires the deployed function for real: node handlers/check-backup/fire.ts --stage dev
import { fire } from '../shared/fire.ts';

await fire({ functionName: 'checkBackup', events: { plan: { dryRun: true } } });
