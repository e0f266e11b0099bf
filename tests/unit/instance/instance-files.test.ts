import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { root } from '../../../scripts/setup/run-checks.ts';

const folder = join(root, 'resources/instance');
const read = (name: string) => readFileSync(join(folder, name), 'utf8');
const findVariables: (text: string) => unknown = createRequire(import.meta.url)(
  'serverless/lib/configuration/variables/parse.js',
);

describe('the user data', () => {
  it('leaves half of the 16 KB that EC2 allows to the header and the settings', () => {
    expect(Buffer.byteLength(read('user-data.sh'))).toBeLessThan(8 * 1024);
  });

  it('has nothing that Serverless would take for a variable, such as a default in bash', () => {
    expect(findVariables(read('user-data.sh'))).toBeNull();
    expect(findVariables(`echo "\${name:-default}"`)).not.toBeNull();
  });

  it('is not run in a way that shows each command with its values', () => {
    expect(read('user-data.sh')).not.toMatch(/set -[a-z]*x/);
  });
});

describe("the agent's configuration", () => {
  const config = JSON.parse(read('cloudwatch-agent.json'));

  it('sends the log that systemd writes, a stream for each instance, and sets no retention', () => {
    const unit = read('tidemarket-storefront.service');
    const log = /^StandardOutput=append:(.+)$/m.exec(unit)?.[1];

    expect(config.logs.logs_collected.files.collect_list).toEqual([
      { file_path: log, log_group_name: '@LOG_GROUP@', log_stream_name: '{instance_id}' },
    ]);
  });

  it('measures memory and disk for the whole group', () => {
    expect(config.metrics).toMatchObject({
      namespace: 'Tidemarket/Storefront',
      append_dimensions: { AutoScalingGroupName: `\${aws:AutoScalingGroupName}` },
      aggregation_dimensions: [['AutoScalingGroupName']],
      metrics_collected: {
        mem: { measurement: ['mem_used_percent'] },
        disk: { measurement: ['disk_used_percent'], resources: ['/'] },
      },
    });
  });
});

describe('the unit', () => {
  const unit = read('tidemarket-storefront.service');
  const value = (key: string) => new RegExp(`^${key}=(.*)$`, 'm').exec(unit)?.[1];

  it('stops the storefront by a signal, and kills it only after the 40 s that it may take', () => {
    expect(value('KillSignal')).toBe('SIGTERM');
    expect(Number(value('TimeoutStopSec'))).toBeGreaterThan(40);
  });

  it('does not forbid what V8 needs to run at all', () => {
    expect(value('MemoryDenyWriteExecute')).toBeUndefined();
  });

  it('rotates the file that it writes to', () => {
    const log = value('StandardOutput')?.replace('append:', '');

    expect(read('logrotate.conf')).toContain(`${log} {`);
  });
});

describe('the folder', () => {
  it('holds what the user data takes from the release', () => {
    expect(readdirSync(folder)).toEqual(
      expect.arrayContaining([
        'cloudwatch-agent.json',
        'logrotate-hourly.conf',
        'logrotate.conf',
        'tidemarket-storefront.service',
        'user-data.sh',
      ]),
    );
  });
});
