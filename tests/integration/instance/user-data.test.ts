import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { packRelease } from './sandbox/artifact.ts';
import { createFleet, type Fleet } from './sandbox/fleet.ts';
import { type Instance, storefrontUser } from './sandbox/instance.ts';

const success =
  'cfn-signal --region us-east-1 --stack tidemarket-dev --resource StorefrontGroup --success true';
const env = '/etc/tidemarket/storefront.env';
const callsOf = (instance: Instance, start: string) =>
  instance.calls().filter((call) => call.startsWith(start));

describe('the user data', () => {
  let fleet: Fleet;
  beforeAll(() => {
    fleet = createFleet();
  });
  afterAll(() => fleet.remove());

  it('signals success once, when the load balancer sees this very instance healthy', () => {
    const instance = fleet.launch();

    const { code, output } = instance.boot();

    expect({ code, output }).toMatchObject({ code: 0 });
    expect(callsOf(instance, 'cfn-signal')).toEqual([success]);
    const asked = callsOf(instance, 'aws elbv2 describe-target-health');
    expect(asked).toHaveLength(3);
    expect(asked[2]).toContain('targetgroup/shop/1 --targets Id=i-0123456789abcdef0 ');
    expect(instance.calls().slice(-2)).toEqual([asked[2], success]);
    expect(output).toMatch(/^tidemarket-user-data: done$/m);
  });

  it('puts the release in place, run by systemd, its log watched and rotated', () => {
    const instance = fleet.launch();

    instance.boot();

    expect(instance.read('/opt/tidemarket/current/storefront/server.js')).toBe('the storefront');
    expect(instance.ownership('/opt/tidemarket/current/storefront/server.js')).toBe(
      '644 root:root',
    );
    expect(instance.read('/fakes/started')).toMatch(/^releases\/[0-9a-f]{64}\n$/);
    const unit = '/etc/systemd/system/tidemarket-storefront.service';
    expect(instance.read(unit)).toContain('ExecStart=');
    expect(callsOf(instance, 'systemctl')).toEqual([
      'systemctl daemon-reload',
      'systemctl daemon-reload',
      'systemctl enable logrotate.timer',
      'systemctl restart logrotate.timer',
      'systemctl enable tidemarket-storefront.service',
      'systemctl restart tidemarket-storefront.service',
    ]);
    expect(JSON.parse(instance.read('/etc/tidemarket/cloudwatch-agent.json'))).toMatchObject({
      logs: {
        logs_collected: {
          files: { collect_list: [{ log_group_name: '/tidemarket-dev/storefront' }] },
        },
      },
    });
    expect(callsOf(instance, 'amazon-cloudwatch-agent-ctl')).toEqual([
      'amazon-cloudwatch-agent-ctl -a fetch-config -m ec2 -s -c file:/etc/tidemarket/cloudwatch-agent.json',
    ]);
  });

  it('leaves nothing half-done beside the release', () => {
    const instance = fleet.launch();

    instance.boot();

    expect(readdirSync(instance.at('/opt/tidemarket')).sort()).toEqual(['current', 'releases']);
    expect(readdirSync(instance.at('/opt/tidemarket/releases'))).toHaveLength(1);
    expect(readdirSync(instance.at('/etc/tidemarket')).sort()).toEqual([
      'cloudwatch-agent.json',
      'storefront.env',
    ]);
  });

  it('writes the settings where only root and the storefront may read them', () => {
    const instance = fleet.launch();

    instance.boot();

    expect(instance.read(env).split('\n')).toEqual([
      'PORT=8080',
      'STORE_NAME=Tide & Market',
      'DATABASE_SECRET_ID=arn:the-secret',
      'DATABASE_CA_FILE=/opt/tidemarket/current/rds-ca.pem',
      '',
    ]);
    expect(instance.ownership(env)).toBe(`640 root:${storefrontUser}`);
    expect(instance.ownership('/etc/tidemarket')).toBe(`750 root:${storefrontUser}`);
    expect(instance.ownership('/var/log/tidemarket')).toBe('750 root:root');
  });

  it('takes another certificate authority for the database when it is given one', () => {
    const instance = fleet.launch();
    const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';

    instance.boot({ DATABASE_CA: pem });

    expect(instance.read('/etc/tidemarket/database-ca.pem')).toBe(`${pem}\n`);
    expect(instance.ownership('/etc/tidemarket/database-ca.pem')).toMatch(/^640 root:/);
    expect(instance.read(env)).toMatch(/^DATABASE_CA_FILE=\/etc\/tidemarket\/database-ca\.pem$/m);
  });

  it('shows no value of a setting, neither on the console nor in a command line', () => {
    const instance = fleet.launch();

    const { code, output } = instance.boot({
      STOREFRONT_ENV: 'PORT=8080\nSTORE_NAME=a-value-to-hide',
      DATABASE_CA: 'another-value-to-hide',
    });

    expect(code).toBe(0);
    expect(instance.read(env)).toContain('a-value-to-hide');
    expect(output + instance.read('/fakes/calls')).not.toContain('value-to-hide');
  });

  it('installs what an image lacks, and nothing when it has all', () => {
    const plain = fleet.launch();
    const baked = fleet.launch();
    baked.write(
      '/fakes/packages',
      'nodejs24\namazon-cloudwatch-agent\naws-cfn-bootstrap\nlogrotate\n',
    );

    plain.boot();
    baked.boot();

    expect(callsOf(plain, 'dnf')).toEqual([
      'dnf install --assumeyes --quiet nodejs24 amazon-cloudwatch-agent logrotate',
    ]);
    expect(callsOf(baked, 'dnf')).toEqual([]);
    expect(callsOf(baked, 'cfn-signal')).toEqual([success]);
  });

  it('can run again: the release stays, settings are written anew, the storefront restarts', () => {
    const instance = fleet.launch();
    instance.boot();

    const { code } = instance.boot({ STOREFRONT_ENV: 'PORT=8080\nSTORE_NAME=Another' });

    expect(code).toBe(0);
    for (const once of ['dnf', 'useradd', 'aws s3']) expect(callsOf(instance, once)).toEqual([]);
    expect(instance.read(env)).toContain('STORE_NAME=Another');
    expect(instance.calls()).toContain('systemctl restart tidemarket-storefront.service');
    expect(callsOf(instance, 'cfn-signal')).toEqual([success]);
  });

  it('changes to another release in one step, and keeps the one before', () => {
    const instance = fleet.launch();
    instance.boot();
    const before = readlinkSync(instance.at('/opt/tidemarket/current'));
    const next = packRelease('the next storefront');
    instance.offer(next);

    const { code } = instance.boot();

    expect(code).toBe(0);
    expect(instance.read('/opt/tidemarket/current/storefront/server.js')).toBe(
      'the next storefront',
    );
    expect(instance.read('/fakes/started')).toBe(`releases/${next.sha256}\n`);
    expect(existsSync(instance.at(`/opt/tidemarket/${before}/storefront/server.js`))).toBe(true);
  });

  it('runs on where CloudFormation waits for no signal, as when the fleet grows', () => {
    const instance = fleet.launch();
    instance.refuse('^cfn-signal');

    const { code, output } = instance.boot();

    expect(code).toBe(0);
    expect(output).toContain('CloudFormation did not take the signal');
    expect(callsOf(instance, 'cfn-signal').every((call) => call === success)).toBe(true);
  });

  it.each([
    ['a mirror that is down for a moment', '^dnf'],
    ['a bucket that does not answer at once', '^aws s3'],
  ])('tries again: %s', (_, pattern) => {
    const instance = fleet.launch();
    instance.refuseOnce(pattern);

    const { code } = instance.boot();

    expect(code).toBe(0);
    expect(callsOf(instance, 'cfn-signal')).toEqual([success]);
  });
});
