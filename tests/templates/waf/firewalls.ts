import type { Rule } from '../../../scripts/plugins/firewall/statement.ts';
import { evaluateTemplate } from '../../support/template/evaluate.ts';
import { packageStage } from '../../support/template/package-stage.ts';
import { getResource } from '../../support/template/query.ts';
import { readRules } from '../../support/waf/evaluate-acl.ts';

export type Firewalls = { readonly edge: readonly Rule[]; readonly loadBalancer: readonly Rule[] };

/** What the compiled template says instead of the secret, which only AWS knows. */
export const originSecret = '{{resolve:secretsmanager:<OriginSecret>:SecretString}}';

/** The rules of both firewalls of a stage, by the order they are tried in. */
export const loadFirewalls = async (
  stage: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Firewalls> => {
  const stack = evaluateTemplate(await packageStage(stage, params), {
    stackName: `tidemarket-${stage}`,
  });
  return {
    edge: readRules(getResource(stack, 'EdgeFirewall')),
    loadBalancer: readRules(getResource(stack, 'LoadBalancerFirewall')),
  };
};
