// Fires the deployed function for real: node handlers/rotate-database-secret/fire.ts --stage dev --event plan
import { fire } from '../shared/fire.ts';

await fire({
  functionName: 'rotateDatabaseSecret',
  events: { plan: { dryRun: true }, check: { check: true } },
});
