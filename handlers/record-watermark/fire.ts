// Fires the deployed function for real: node handlers/record-watermark/fire.ts --stage dev --event plan
import { fire } from '../shared/fire.ts';

await fire({ functionName: 'recordWatermark', events: { plan: { dryRun: true }, record: {} } });
