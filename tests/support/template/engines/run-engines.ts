import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { EngineFinding } from './engine-finding.ts';
import { forCdkNag, forCfnGuard } from './engine-input.ts';
import { runCdkNag } from './run-cdk-nag.ts';
import { runCfnGuard } from './run-cfn-guard.ts';

/** What all engines say of a template without conditions. */
export const runEngines = (folded: Template, stackName: string): readonly EngineFinding[] => {
  const folder = mkdtempSync(join(tmpdir(), 'tide-engines-'));
  try {
    const write = (name: string, template: Template): string => {
      writeFileSync(join(folder, name), JSON.stringify(template));
      return join(folder, name);
    };
    return [
      ...runCfnGuard(write('for-cfn-guard.json', forCfnGuard(folded))),
      ...runCdkNag(write('for-cdk-nag.json', forCdkNag(folded))),
    ].map((finding) => ({
      ...finding,
      // A rule's name holds what it found, and so the names of the stage.
      rule: finding.rule.replaceAll(stackName, 'STACK'),
    }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
