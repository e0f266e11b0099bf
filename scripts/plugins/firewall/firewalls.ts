import * as z from 'zod';
import { ruleSchema } from './statement.ts';
import { statementUnits } from './wcu.ts';

/** What one web ACL may cost before each request costs extra. */
export const maxFirewallUnits = 1500;

const templateSchema = z.object({
  Resources: z.record(z.string(), z.looseObject({ Type: z.string() })),
});
const aclSchema = z.object({ Properties: z.object({ Rules: z.array(ruleSchema).default([]) }) });

export type Firewall = {
  readonly id: string;
  readonly units: number;
  readonly rules: readonly { readonly name: string; readonly units: number }[];
};

/** What each web ACL of a compiled template costs. @throws when it holds what has no known cost. */
export const sumFirewalls = (template: unknown): readonly Firewall[] =>
  Object.entries(templateSchema.parse(template).Resources)
    .filter(([, { Type }]) => Type === 'AWS::WAFv2::WebACL')
    .map(([id, resource]) => {
      const rules = aclSchema.parse(resource).Properties.Rules.map(({ Name, Statement }) => ({
        name: Name,
        units: statementUnits(Statement),
      }));
      return { id, rules, units: rules.reduce((sum, { units }) => sum + units, 0) };
    });

/** One sentence for each firewall that costs too much, with what its dearest rules cost. */
export const findFirewallProblems = (firewalls: readonly Firewall[]): readonly string[] =>
  firewalls
    .filter(({ units }) => units > maxFirewallUnits)
    .map(({ id, units, rules }) => {
      const dearest = rules
        .toSorted((a, b) => b.units - a.units)
        .map(({ name, units: cost }) => `${name} ${cost}`)
        .join(', ');
      return `${id} costs ${units} WCU, ${units - maxFirewallUnits} more than the ${maxFirewallUnits} of the base price: ${dearest}.`;
    });
