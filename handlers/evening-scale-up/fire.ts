// Fires the deployed function for real: node handlers/evening-scale-up/fire.ts --stage dev --event raise
import { fire } from '../shared/fire.ts';

await fire({
  functionName: 'eveningScaleUp',
  events: {
    check: { action: 'check' },
    raise: { action: 'raise' },
    lower: { action: 'lower' },
    end: { action: 'lower', force: true },
  },
});
