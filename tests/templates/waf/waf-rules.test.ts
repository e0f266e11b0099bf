import { describe, expect, it } from '@jest/globals';
import { evaluateTemplate } from '../../support/template/evaluate.ts';
import { packageStage } from '../../support/template/package-stage.ts';
import { getResource, property } from '../../support/template/query.ts';
import { evaluateAcl } from '../../support/waf/evaluate-acl.ts';
import { webRequest } from '../../support/waf/web-request.ts';
import { attacks } from './attacks.ts';
import { loadFirewalls } from './firewalls.ts';

const stages = ['dev', 'staging', 'prod'] as const;

const load = async (stage: string) =>
  evaluateTemplate(await packageStage(stage), { stackName: `tidemarket-${stage}` });

describe.each(stages)('%s', (stage) => {
  it('tries rules in this order', async () => {
    const { edge, loadBalancer } = await loadFirewalls(stage);

    expect(edge.map(({ Priority, Name }) => [Priority, Name])).toEqual([
      [1, 'HeaderOrQuery'],
      [2, 'RequestRate'],
      [3, 'FormRate'],
      [10, 'AnonymousAddresses'],
      [20, 'AdminPaths'],
      [30, 'KnownBadInputs'],
      [40, 'Linux'],
      [50, 'SqlInjection'],
      [60, 'Common'],
      [70, 'Bodies'],
    ]);
    expect(loadBalancer.map(({ Priority, Name }) => [Priority, Name])).toEqual([
      [1, 'NotFromTheEdge'],
      [10, 'KnownBadInputs'],
      [20, 'SqlInjection'],
      [30, 'Bodies'],
    ]);
  });

  it('puts one firewall before the distribution and one before the load balancer', async () => {
    const stack = await load(stage);

    expect(property(getResource(stack, 'EdgeFirewall'), 'Scope')).toBe('CLOUDFRONT');
    expect(property(getResource(stack, 'LoadBalancerFirewall'), 'Scope')).toBe('REGIONAL');
    expect(property(getResource(stack, 'Distribution'), 'DistributionConfig.WebACLId')).toBe(
      '<EdgeFirewall.Arn>',
    );
    expect(getResource(stack, 'LoadBalancerFirewallAssociation').properties).toEqual({
      ResourceArn: '<LoadBalancer>',
      WebACLArn: '<LoadBalancerFirewall.Arn>',
    });
  });

  it.each([
    ['EdgeFirewall', 'edge'],
    ['LoadBalancerFirewall', 'load-balancer'],
  ])('logs what %s judges, without what opens an account', async (id, name) => {
    const stack = await load(stage);
    const logging = getResource(stack, `${id}Logging`);
    const group = `aws-waf-logs-tidemarket-${stage}-${name}`;

    expect(property(logging, 'ResourceArn')).toBe(`<${id}.Arn>`);
    expect(property(logging, 'LogDestinationConfigs.0')).toMatch(
      new RegExp(`^arn:aws:logs:us-east-1:\\d{12}:log-group:${group}$`),
    );
    expect(property(getResource(stack, `${id}LogGroup`), 'LogGroupName')).toBe(group);
    expect(property(getResource(stack, `${id}LogGroup`), 'KmsKeyId')).toBe('<PlatformKey.Arn>');
    expect(property(logging, 'RedactedFields')).toEqual([
      ...['authorization', 'cookie', 'referer', 'x-origin-secret'].map((header) => ({
        SingleHeader: { Name: header },
      })),
      { QueryString: {} },
    ]);
  });

  it('counts contributors by country', async () => {
    const stack = await load(stage);
    const body: unknown = JSON.parse(
      String(property(getResource(stack, 'RequestsByCountry'), 'RuleBody')),
    );

    expect(body).toMatchObject({
      LogGroupNames: ['<EdgeFirewallLogGroup>'],
      LogFormat: 'JSON',
      Contribution: { Keys: ['$.httpRequest.country'] },
    });
  });
});

const toCount = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [`firewall${name}`, 'count']));

describe('rules by parameter', () => {
  it('only count, all of them, where the stage says so', async () => {
    const { edge } = await loadFirewalls('dev', { firewall: 'count' });

    for (const { request, by, says } of attacks) {
      const { action, counted } = evaluateAcl(edge, request, { sentBefore: 1_000_000 });
      expect([says, action]).toEqual([says, 'ALLOW']);
      expect(counted).toContain(by);
    }
  });

  const some = ['HeaderOrQuery', 'FormRate', 'AdminPaths', 'Linux', 'Common'];
  const others = ['RequestRate', 'AnonymousAddresses', 'KnownBadInputs', 'SqlInjection', 'Bodies'];

  const more = {
    firewallOrigin: 'count',
    firewallHostingProviders: 'block',
    shieldAdvanced: 'true',
  };

  it.each([
    [some, more],
    [others, {}],
  ])('turn %j alone', async (names, besides) => {
    const { edge } = await loadFirewalls('dev', { ...toCount(names), ...besides });

    const counting = edge.filter(
      ({ Action, OverrideAction }) =>
        (Action && 'Count' in Action) || (OverrideAction && 'Count' in OverrideAction),
    );

    expect(counting.map(({ Name }) => Name)).toEqual(names);
  });

  it('turn the check of the origin, and what data centres may do', async () => {
    const { edge, loadBalancer } = await loadFirewalls('dev', { ...toCount(some), ...more });

    expect(loadBalancer[0]).toMatchObject({ Name: 'NotFromTheEdge', Action: { Count: {} } });
    const hosting = webRequest('/shop', { source: 'hosting' });
    expect(evaluateAcl(edge, hosting)).toMatchObject({
      action: 'BLOCK',
      by: 'AnonymousAddresses/HostingProviderIPList',
    });
  });

  it('bring Shield Advanced, which no stage has unless it asks', async () => {
    const stack = evaluateTemplate(await packageStage('dev', { ...toCount(some), ...more }), {
      stackName: 'tidemarket-dev',
    });
    const withShield = [...(await load('prod')).resources.values()].filter(({ type }) =>
      type.startsWith('AWS::Shield'),
    );

    expect(withShield).toEqual([]);
    expect(property(getResource(stack, 'LoadBalancerShield'), 'ResourceArn')).toBe(
      '<LoadBalancer>',
    );
    expect(property(getResource(stack, 'EdgeShield'), 'ResourceArn')).toMatch(
      /^arn:aws:cloudfront::\d{12}:distribution\/<Distribution>$/,
    );
  });

  it('are refused when they say something else', async () => {
    await expect(packageStage('dev', { firewall: 'blok' })).rejects.toThrow(/EdgeFirewall.*Action/);
  });
});
