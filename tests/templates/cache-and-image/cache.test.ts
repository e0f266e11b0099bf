import { beforeAll, describe, expect, it } from '@jest/globals';
import { asList, valueAt } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedTemplate } from '../../support/template/evaluate.ts';
import { loadPackaged } from '../../support/template/packaged.ts';
import { getResource, property, resourcesOfType } from '../../support/template/query.ts';

describe.each(['staging', 'prod'] as const)('%s', (stage) => {
  let stack: EvaluatedTemplate;
  const at = (id: string, path: string) => property(getResource(stack, id), path);

  beforeAll(async () => {
    ({ stack } = await loadPackaged(stage));
  });

  it('has a cache in two zones that speaks TLS only and knows who asks', () => {
    expect(getResource(stack, 'Cache').properties).toMatchObject({
      Engine: 'valkey',
      NumCacheClusters: 2,
      AutomaticFailoverEnabled: true,
      MultiAZEnabled: true,
      TransitEncryptionEnabled: true,
      TransitEncryptionMode: 'required',
      AtRestEncryptionEnabled: true,
      KmsKeyId: '<PlatformKey>',
      UserGroupIds: ['<CacheUserGroup>'],
      SecurityGroupIds: ['<CacheSecurityGroup>'],
      CacheSubnetGroupName: '<CacheSubnetGroup>',
    });
    expect(at('CacheUserGroup', 'UserIds')).toEqual(['<CacheUser>']);
    expect(at('CacheUser', 'AuthenticationMode')).toEqual({
      Type: 'password',
      Passwords: ['{{resolve:secretsmanager:<CacheSecret>:SecretString:password}}'],
    });
  });

  it('knows the storefront by the name in its secret, for its own keys and no command that harms', () => {
    const secret: unknown = JSON.parse(
      String(at('CacheSecret', 'GenerateSecretString.SecretStringTemplate')),
    );
    const rules = String(at('CacheUser', 'AccessString')).split(' ');

    expect(secret).toEqual({ username: at('CacheUser', 'UserName') });
    expect(rules.filter((rule) => /^[~&]/.test(rule))).toEqual(['~tidemarket:*', '&tidemarket:*']);
    expect(rules.filter((rule) => /@all|@admin/.test(rule))).toEqual(['-@all']);
    expect(rules.indexOf('-@all')).toBeLessThan(rules.findIndex((rule) => rule.startsWith('+')));
    expect(rules.indexOf('-@dangerous')).toBeGreaterThan(rules.indexOf('+@write'));
  });

  it('lets the storefront read that secret', () => {
    expect(getResource(stack, 'StorefrontReadsCacheSecret').properties).toMatchObject({
      Roles: ['<StorefrontRole>'],
      PolicyDocument: {
        Statement: [
          { Effect: 'Allow', Action: 'secretsmanager:GetSecretValue', Resource: '<CacheSecret>' },
        ],
      },
    });
  });

  it('opens its port between storefront and cache, and to nobody else', () => {
    const port = Number(at('Cache', 'Port'));
    const ingress = resourcesOfType(stack, 'AWS::EC2::SecurityGroupIngress').filter(
      (rule) => property(rule, 'GroupId') === '<CacheSecurityGroup>',
    );

    expect(asList(at('CacheSecurityGroup', 'SecurityGroupIngress'))).toEqual([]);
    expect(ingress.map((rule) => valueAt(rule.properties, 'SourceSecurityGroupId'))).toEqual([
      '<StorefrontSecurityGroup>',
    ]);
    for (const id of ['CacheFromStorefront', 'StorefrontToCache'])
      expect([at(id, 'FromPort'), at(id, 'ToPort')].map(Number)).toEqual([port, port]);
    expect(asList(at('CacheSubnetGroup', 'SubnetIds'))).toEqual(
      ['A', 'B', 'C'].map((zone) => `<DataSubnet${zone}>`),
    );
  });
});

it('is not there in dev', async () => {
  const { stack } = await loadPackaged('dev');

  expect([...stack.resources.keys()].filter((id) => id.includes('Cache'))).toEqual([
    'CatalogCachePolicy',
  ]);
});
