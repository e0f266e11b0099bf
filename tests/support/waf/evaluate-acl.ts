import { type Action, type Rule, ruleSchema } from '../../../scripts/plugins/firewall/statement.ts';
import { asList } from '../../../scripts/plugins/literal-template/json.ts';
import type { EvaluatedResource } from '../template/evaluate.ts';
import { property } from '../template/query.ts';
import { managedGroups } from './managed-groups.ts';
import { matchStatement, type Sight } from './match-statement.ts';
import type { WebRequest } from './web-request.ts';

export type Verdict = {
  readonly action: 'ALLOW' | 'BLOCK';
  /** `Rule`, or `Rule/RuleOfTheGroup`, that blocked. */
  readonly by?: string;
  readonly status?: number;
  /** Those that matched and only counted. */
  readonly counted: readonly string[];
};

/** The rules of a compiled web ACL, in the order they are tried. */
export const readRules = (acl: EvaluatedResource): readonly Rule[] =>
  asList(property(acl, 'Rules'))
    .map((rule) => ruleSchema.parse(rule))
    .toSorted((a, b) => a.Priority - b.Priority);

const statusOf = (action: Action): number => {
  const response = 'Block' in action ? action.Block['CustomResponse'] : undefined;
  const code = response && typeof response === 'object' && 'ResponseCode' in response;
  return code ? Number(response.ResponseCode) : 403;
};

type Hit = { readonly name: string; readonly action: Action; readonly labels: readonly string[] };

/** What of a rule matches, in its order. Only the last of them may block: it ends the evaluation. */
const findHits = (rule: Rule, sight: Sight): readonly Hit[] => {
  const { Name, Statement, Action, OverrideAction } = rule;
  if (!('ManagedRuleGroupStatement' in Statement)) {
    if (!Action) throw new Error(`${Name} has no action`);
    return matchStatement(Statement, sight) ? [{ name: Name, action: Action, labels: [] }] : [];
  }
  const group = Statement.ManagedRuleGroupStatement;
  if (group.ScopeDownStatement && !matchStatement(group.ScopeDownStatement, sight)) return [];
  const rules = managedGroups[group.Name];
  if (!rules) throw new Error(`the group ${group.Name} is not modelled`);
  const unknown = group.RuleActionOverrides.filter(
    ({ Name: name }) => !rules.some((one) => one.name === name),
  );
  if (unknown.length > 0) throw new Error(`${group.Name} has no rule ${unknown[0]?.Name}`);
  const hits: Hit[] = [];
  for (const { name, label, matches } of rules) {
    if (!matches(sight.request)) continue;
    const override = group.RuleActionOverrides.find((one) => one.Name === name)?.ActionToUse;
    const action = override ?? { Block: {} };
    const isCounted = OverrideAction !== undefined && 'Count' in OverrideAction;
    hits.push({
      name: `${Name}/${name}`,
      action: isCounted ? { Count: {} } : action,
      labels: [label],
    });
    if ('Block' in action) break;
  }
  return hits;
};

/** What a web ACL does with a request. @param sentBefore requests of its address that rate rules count. */
export const evaluateAcl = (
  rules: readonly Rule[],
  request: WebRequest,
  { sentBefore = 0 }: { sentBefore?: number } = {},
): Verdict => {
  const labels = new Set<string>();
  const counted: string[] = [];
  for (const rule of rules) {
    for (const hit of findHits(rule, { request, labels, sentBefore })) {
      for (const label of hit.labels) labels.add(label);
      if ('Block' in hit.action)
        return { action: 'BLOCK', by: hit.name, status: statusOf(hit.action), counted };
      counted.push(hit.name);
    }
  }
  return { action: 'ALLOW', counted };
};
