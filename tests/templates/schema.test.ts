import { expect, it } from '@jest/globals';
import { formatFinding } from '../support/template/finding.ts';
import { lintTemplate } from '../support/template/lint/lint-template.ts';
import { loadPackaged } from '../support/template/packaged.ts';
import { variants } from '../support/template/variants.ts';

it.each(variants.map(({ name }) => name))(
  'CloudFormation would take %s: every name, kind, reference and policy is right',
  async (name) => {
    const { template, surroundings } = await loadPackaged(name);

    expect(lintTemplate(template, surroundings).map(formatFinding)).toEqual([]);
  },
);
