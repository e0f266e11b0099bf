import { describe, expect, it } from '@jest/globals';
import { findFirewallProblems, sumFirewalls } from '../../../scripts/plugins/firewall/firewalls.ts';
import FirewallPlugin from '../../../scripts/plugins/firewall/plugin.ts';
import { type Statement, statementSchema } from '../../../scripts/plugins/firewall/statement.ts';
import { statementUnits } from '../../../scripts/plugins/firewall/wcu.ts';

const asSent = [{ Priority: 0, Type: 'NONE' }];
const path = { FieldToMatch: { UriPath: {} }, TextTransformations: asSent };
const text = (PositionalConstraint: 'EXACTLY' | 'STARTS_WITH' | 'ENDS_WITH' | 'CONTAINS') => ({
  ByteMatchStatement: { ...path, PositionalConstraint, SearchString: '/x' },
});
const pattern = (...types: readonly string[]) => ({
  RegexMatchStatement: {
    ...path,
    RegexString: '^/x$',
    TextTransformations: types.map((Type, Priority) => ({ Priority, Type })),
  },
});
const label = { LabelMatchStatement: { Scope: 'LABEL' as const, Key: 'a:b' } };
const group = (Name: string, more: object = {}): Statement =>
  statementSchema.parse({ ManagedRuleGroupStatement: { VendorName: 'AWS', Name, ...more } });
const rate = (more: object = {}): Statement =>
  statementSchema.parse({
    RateBasedStatement: { AggregateKeyType: 'IP', EvaluationWindowSec: 300, Limit: 100, ...more },
  });

const rule = (Statement: unknown, Priority = 0) => ({
  Name: `Rule${Priority}`,
  Priority,
  Statement,
  VisibilityConfig: {},
});

const templateOf = (...statements: readonly Statement[]) => ({
  Resources: {
    Firewall: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: statements.map(rule) } },
    Bucket: { Type: 'AWS::S3::Bucket' },
  },
});

const common = group('AWSManagedRulesCommonRuleSet');

describe('what a statement costs', () => {
  it.each<readonly [string, Statement, number]>([
    ['a text as a whole', text('EXACTLY'), 2],
    ['a text at the start', text('STARTS_WITH'), 2],
    ['a text at the end', text('ENDS_WITH'), 2],
    ['a text anywhere', text('CONTAINS'), 10],
    ['a pattern as it was sent', pattern('NONE'), 3],
    ['a pattern after two transformations', pattern('URL_DECODE', 'LOWERCASE'), 23],
    ['a size', { SizeConstraintStatement: { ...path, ComparisonOperator: 'GE', Size: 1 } }, 1],
    ['a label', label, 1],
    ['one of two', { OrStatement: { Statements: [label, text('CONTAINS')] } }, 11],
    ['both of two', { AndStatement: { Statements: [label, pattern('NONE')] } }, 4],
    ['anything but', { NotStatement: { Statement: pattern('NONE') } }, 3],
    ['a rate', rate(), 2],
    ['a rate of some requests', rate({ ScopeDownStatement: text('EXACTLY') }), 4],
    ['a group', common, 700],
    [
      'a group for some requests',
      group('AWSManagedRulesAnonymousIpList', { ScopeDownStatement: pattern('NONE') }),
      53,
    ],
  ])('%s', (_, statement, units) => {
    expect(statementUnits(statement)).toBe(units);
  });

  it('of an unknown group is not guessed', () => {
    expect(() => statementUnits(group('AWSManagedRulesNew'))).toThrow('AWSManagedRulesNew');
  });

  it('of an unknown kind is not guessed', () => {
    const xss = { XssMatchStatement: path };

    expect(() =>
      sumFirewalls({
        Resources: { A: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: [rule(xss)] } } },
      }),
    ).toThrow();
  });
});

describe('a firewall', () => {
  it('costs what its rules cost, and may cost 1,500', () => {
    const [firewall, ...others] = sumFirewalls(
      templateOf(common, common, group('AWSManagedRulesPHPRuleSet')),
    );

    expect(others).toEqual([]);
    expect(firewall).toMatchObject({ id: 'Firewall', units: 1500 });
    expect(findFirewallProblems(firewall ? [firewall] : [])).toEqual([]);
  });

  it('that costs more is a problem, which names its dearest rules', () => {
    const firewalls = sumFirewalls(
      templateOf(label, common, common, group('AWSManagedRulesPHPRuleSet')),
    );

    expect(findFirewallProblems(firewalls)).toEqual([
      'Firewall costs 1501 WCU, 1 more than the 1500 of the base price: Rule1 700, Rule2 700, Rule3 100, Rule0 1.',
    ]);
  });
});

describe('packaging', () => {
  const lines: string[] = [];
  const packaging = (template: unknown) => () =>
    new FirewallPlugin(
      {
        service: { provider: { compiledCloudFormationTemplate: template } },
        classes: { Error: class extends Error {} },
      },
      {},
      { log: { info: (line) => lines.push(line) } },
    ).hooks['after:aws:package:finalize:mergeCustomProviderResources']?.();

  it('says what each firewall costs', () => {
    packaging(templateOf(common))();

    expect(lines).toEqual(['Firewall costs 700 of 1500 WCU']);
  });

  it('fails when one costs too much', () => {
    expect(packaging(templateOf(common, common, common))).toThrow('Firewall costs 2100 WCU');
  });
});
