import {
  parseTemplate,
  type Template,
} from '../../../scripts/plugins/literal-template/template.ts';
import { type EvaluatedTemplate, evaluateTemplate } from '../../support/template/evaluate.ts';
import { formatFinding } from '../../support/template/finding.ts';
import { lintTemplate } from '../../support/template/lint/lint-template.ts';

const surroundings = { stackName: 'tidemarket-test' };

export const templateOf = (resources: object, more: object = {}): Template =>
  parseTemplate({ Resources: resources, ...more });

export const stackOf = (resources: object, more: object = {}): EvaluatedTemplate =>
  evaluateTemplate(templateOf(resources, more), surroundings);

/** What the checks say of a template, one text each. */
export const complaints = (resources: object, more: object = {}): readonly string[] =>
  lintTemplate(templateOf(resources, more), surroundings).map(formatFinding);
