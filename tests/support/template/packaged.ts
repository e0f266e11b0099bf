import { applyConditions } from '../../../scripts/plugins/literal-template/apply-conditions.ts';
import type { Surroundings } from '../../../scripts/plugins/literal-template/surroundings.ts';
import type { Template } from '../../../scripts/plugins/literal-template/template.ts';
import { type EvaluatedTemplate, evaluateTemplate } from './evaluate.ts';
import { packageVariant } from './package-stage.ts';
import { getVariant, type VariantName } from './variants.ts';

export type Packaged = {
  readonly name: VariantName;
  readonly stage: string;
  readonly surroundings: Surroundings;
  readonly template: Template;
  /** The same without conditions, which they have already taken their part of. */
  readonly folded: Template;
  readonly stack: EvaluatedTemplate;
};

/** A variant as `sls package` compiles it, and as its stack would be. */
export const loadPackaged = async (name: VariantName): Promise<Packaged> => {
  const { stage } = getVariant(name);
  const template = await packageVariant(name);
  const surroundings = { stackName: `tidemarket-${stage}` };
  return {
    name,
    stage,
    surroundings,
    template,
    folded: applyConditions(template, surroundings),
    stack: evaluateTemplate(template, surroundings),
  };
};
