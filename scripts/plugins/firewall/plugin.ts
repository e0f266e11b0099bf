import { findFirewallProblems, maxFirewallUnits, sumFirewalls } from './firewalls.ts';

type Serverless = {
  readonly service: { readonly provider: { readonly compiledCloudFormationTemplate?: unknown } };
  readonly classes: { readonly Error: new (message: string, code: string) => Error };
};

type Terminal = { readonly log: { readonly info: (text: string) => void } };

/** Refuses to package a firewall that costs more than the base price covers. */
export default class FirewallPlugin {
  readonly hooks: Readonly<Record<string, () => void>>;

  constructor(serverless: Serverless, _options: unknown, { log }: Terminal) {
    this.hooks = {
      // Only here do all resources stand in one template.
      'after:aws:package:finalize:mergeCustomProviderResources': () => {
        const template = serverless.service.provider.compiledCloudFormationTemplate;
        const firewalls = sumFirewalls(template);
        for (const { id, units } of firewalls)
          log.info(`${id} costs ${units} of ${maxFirewallUnits} WCU`);
        const problems = findFirewallProblems(firewalls);
        if (problems.length > 0)
          throw new serverless.classes.Error(problems.join('\n'), 'FIREWALL_TOO_EXPENSIVE');
      },
    };
  }
}
