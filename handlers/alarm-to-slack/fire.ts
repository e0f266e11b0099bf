// Sets a deployed alarm off for real, which takes the whole way to Slack; CloudWatch sets it right
// again at its next look: node handlers/alarm-to-slack/fire.ts --stage dev --alarm StorefrontCpuTooHigh
import { parseArgs } from 'node:util';
import { CloudWatchClient, SetAlarmStateCommand } from '@aws-sdk/client-cloudwatch';

const { values } = parseArgs({
  options: {
    stage: { type: 'string' },
    alarm: { type: 'string' },
    state: { type: 'string', default: 'ALARM' },
  },
});

const { stage, alarm, state } = values;
if (!stage || !alarm || (state !== 'ALARM' && state !== 'OK')) {
  console.error('usage: fire.ts --stage STAGE --alarm LOGICALID [--state ALARM|OK]');
  process.exitCode = 2;
} else {
  const cloudwatch = new CloudWatchClient();
  await cloudwatch.send(
    new SetAlarmStateCommand({
      AlarmName: `tidemarket-${stage}-${alarm}`,
      StateValue: state,
      StateReason: 'Set by hand to see that it reaches people',
    }),
  );
  cloudwatch.destroy();
  console.log(`tidemarket-${stage}-${alarm} is ${state}; look at the channel.`);
}
