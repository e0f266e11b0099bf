import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packBytes, packRelease, type TestArtifact } from './sandbox/artifact.ts';
import { createFleet, type Fleet } from './sandbox/fleet.ts';
import type { Header } from './sandbox/header.ts';
import type { Instance } from './sandbox/instance.ts';

type Mishap = {
  readonly step: string;
  readonly what: string;
  readonly prepare?: (instance: Instance) => void;
  readonly header?: Header;
  readonly artifact?: TestArtifact;
  /** Part of the reason that CloudFormation is given. */
  readonly reason?: string;
  /** The storefront had been started already. */
  readonly late?: boolean;
};

const refusing = (pattern: string) => (instance: Instance) => instance.refuse(pattern);
const inTheWay = (path: string) => (instance: Instance) => {
  mkdirSync(instance.at(`${path}/in-the-way`), { recursive: true });
};

const mishaps: readonly Mishap[] = [
  {
    step: 'check_variables',
    what: 'two variables are missing',
    header: { LOG_GROUP: undefined, DATABASE_CA: undefined },
    reason: 'not set: LOG_GROUP DATABASE_CA',
  },
  {
    step: 'check_variables',
    what: 'a variable is empty',
    header: { ARTIFACT_BUCKET: '' },
    reason: 'not set: ARTIFACT_BUCKET',
  },
  { step: 'check_variables', what: 'the hash is none', header: { ARTIFACT_SHA256: '../..' } },
  {
    step: 'check_variables',
    what: 'a setting is none',
    header: { STOREFRONT_ENV: 'PORT=8080\nrm -rf' },
  },
  { step: 'install_packages', what: 'dnf fails', prepare: refusing('^dnf') },
  { step: 'create_user', what: 'useradd fails', prepare: refusing('^useradd') },
  {
    step: 'create_folders',
    what: 'a file is in the way',
    prepare: (instance) => instance.write('/opt/tidemarket', ''),
  },
  { step: 'download_artifact', what: 'the artefact is not there', prepare: refusing('^aws s3 cp') },
  {
    step: 'check_artifact',
    what: 'the hash is another',
    header: { ARTIFACT_SHA256: 'a'.repeat(64) },
    reason: `not ${'a'.repeat(64)}`,
  },
  {
    step: 'check_artifact',
    what: 'the artefact is cut off',
    prepare: (instance) =>
      instance.write('/fakes/artifact.tar.gz', packRelease('').packed.subarray(0, 500)),
  },
  {
    step: 'unpack_artifact',
    what: 'the artefact is no tar',
    artifact: packBytes(Buffer.from('no tar at all')),
  },
  {
    step: 'switch_release',
    what: 'a folder is in the way',
    prepare: inTheWay('/opt/tidemarket/current'),
  },
  {
    step: 'write_settings',
    what: 'a folder is in the way',
    prepare: inTheWay('/etc/tidemarket/storefront.env'),
  },
  {
    step: 'install_service',
    what: 'the artefact has no unit',
    artifact: packRelease('', ['tidemarket-storefront.service']),
  },
  { step: 'install_service', what: 'systemd fails', prepare: refusing('^systemctl daemon-reload') },
  { step: 'rotate_logs', what: 'there is no timer', prepare: refusing('logrotate.timer') },
  {
    step: 'rotate_logs',
    what: 'the artefact has no configuration for it',
    artifact: packRelease('', ['logrotate.conf']),
  },
  {
    step: 'start_agent',
    what: 'the artefact has no configuration for it',
    artifact: packRelease('', ['cloudwatch-agent.json']),
  },
  { step: 'start_agent', what: 'it refuses', prepare: refusing('^amazon-cloudwatch-agent-ctl') },
  {
    step: 'start_storefront',
    what: 'the program does not start',
    prepare: refusing('restart tidemarket-storefront'),
  },
  {
    step: 'wait_for_storefront',
    what: 'it answers nothing',
    prepare: refusing('^curl .*/healthz'),
    late: true,
  },
  {
    step: 'find_instance_id',
    what: 'there is no token',
    prepare: refusing('^curl .*/api/token'),
    late: true,
  },
  {
    step: 'find_instance_id',
    what: 'there is no id',
    prepare: refusing('^curl .*/instance-id'),
    late: true,
  },
  {
    step: 'wait_for_target',
    what: 'the load balancer finds it ill',
    prepare: (instance) => instance.write('/fakes/target-states', 'initial\nunhealthy\n'),
    reason: 'the target is unhealthy',
    late: true,
  },
  {
    step: 'wait_for_target',
    what: 'the load balancer is not to be asked',
    prepare: refusing('^aws elbv2'),
    reason: 'the target is unknown',
    late: true,
  },
];

const stepsIn = (output: string) =>
  [...output.matchAll(/^tidemarket-user-data: (\w+_\w+)$/gm)].map(([, step]) => step);

describe('the user data, when a step fails', () => {
  let fleet: Fleet;
  beforeAll(() => {
    fleet = createFleet();
  });
  afterAll(() => fleet.remove());

  it.each(mishaps)('signals failure at $step: $what', (mishap) => {
    const { step, prepare, header, artifact, reason = '', late = false } = mishap;
    const instance = fleet.launch(artifact);
    prepare?.(instance);

    const { code, output } = instance.boot(header);

    expect(code).not.toBe(0);
    const signals = instance.calls().filter((call) => call.startsWith('cfn-signal'));
    expect(signals).toHaveLength(1);
    expect(signals[0]).toContain(
      `--stack tidemarket-dev --resource StorefrontGroup --success false --reason ${step}: `,
    );
    expect(signals[0]).toContain(reason);
    expect(output).toMatch(new RegExp(`^tidemarket-user-data: FAILED at ${step}: `, 'm'));
    expect(existsSync(instance.at('/fakes/started'))).toBe(late);
  });

  it('has a test of each step above, but the last, which is refused outside of a deploy', () => {
    const steps = stepsIn(fleet.launch().boot().output);

    expect([...new Set(mishaps.map(({ step }) => step)), 'signal_success']).toEqual(steps);
  });

  it.each([
    ['has another hash', { ARTIFACT_SHA256: 'b'.repeat(64) }],
    ['cannot be fetched', { ARTIFACT_SHA256: 'b'.repeat(64), ARTIFACT_KEY: 'missing' }],
  ])('keeps the release that runs when the next one %s', (_, header) => {
    const instance = fleet.launch();
    instance.boot();
    const started = instance.read('/fakes/started');
    instance.refuse('/missing ');

    const { code } = instance.boot(header);

    expect(code).not.toBe(0);
    expect(instance.calls().join('\n')).not.toContain('systemctl');
    expect(instance.read('/opt/tidemarket/current/storefront/server.js')).toBe('the storefront');
    expect(instance.read('/fakes/started')).toBe(started);
    expect(readdirSync(instance.at('/opt/tidemarket/releases'))).toHaveLength(1);
  });

  it.each(['STACK_NAME', 'AWS_REGION', 'SIGNAL_RESOURCE'])(
    'says on the console that %s is missing, by which it would signal',
    (name) => {
      const { code, output } = fleet.launch().boot({ [name]: undefined });

      expect(code).not.toBe(0);
      expect(output).toContain(`FAILED at check_variables: not set: ${name}`);
    },
  );

  it('tries to signal failure more than once, but not for ever', () => {
    const instance = fleet.launch();
    instance.refuse('^(dnf|cfn-signal)');

    const { code, output } = instance.boot();

    expect(code).not.toBe(0);
    expect(instance.calls().filter((call) => call.includes('--success false'))).toHaveLength(3);
    expect(output).toContain('CloudFormation did not take the signal of failure');
  });
});
