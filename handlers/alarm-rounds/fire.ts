// Fires the deployed function for real: node handlers/alarm-rounds/fire.ts --stage dev --event digest
import { fire } from '../shared/fire.ts';

await fire({
  functionName: 'alarmRounds',
  events: {
    heartbeat: { round: 'heartbeat' },
    reminder: { round: 'reminder' },
    digest: { round: 'digest' },
  },
});
