import type { Surroundings } from '../../../../scripts/plugins/literal-template/surroundings.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import { evaluateTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { lintCycles } from './lint-cycles.ts';
import { lintIam } from './lint-iam.ts';
import { lintNames } from './lint-names.ts';
import { lintPolicies } from './lint-policies.ts';
import { lintProperties } from './lint-properties.ts';
import { lintReferences } from './lint-references.ts';
import { lintSchedules } from './lint-schedules.ts';
import { lintSections } from './lint-sections.ts';
import { lintSecurityGroups } from './lint-security-groups.ts';
import { lintSizes } from './lint-sizes.ts';

const onText = [lintProperties, lintCycles, lintPolicies, lintSizes, lintSecurityGroups];

const onStack = [lintIam, lintNames, lintSchedules];

/** What CloudFormation or a service would refuse of a template, as far as that can be read from it. */
export const lintTemplate = (
  template: Template,
  surroundings: Surroundings,
): readonly Finding[] => {
  const astray = [...lintReferences(template), ...lintSections(template)];
  const findings = [...astray, ...onText.flatMap((lint) => lint(template))];
  // What a name that leads nowhere stands for cannot be worked out.
  if (astray.length > 0) return findings;
  const stack = evaluateTemplate(template, surroundings);
  return [...findings, ...onStack.flatMap((lint) => lint(stack))];
};
