import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate, type Template } from '../../../scripts/plugins/literal-template/template.ts';
import { onceIn } from './once.ts';
import { slsPackage } from './sls-package.ts';
import { getVariant, type VariantName } from './variants.ts';

const runFolder = (): string => {
  const folder = process.env['TEST_RUN_FOLDER'];
  if (!folder) throw new Error('jest has made no run folder: see run-folder-global-setup.ts');
  return folder;
};

/** The folder of `sls package` for a stage, made once in a run of tests. */
export const packageFolder = async (
  stage: string,
  params: Readonly<Record<string, string>> = {},
): Promise<string> => {
  const key = createHash('sha256')
    .update(JSON.stringify([stage, params]))
    .digest('hex');
  const all = join(runFolder(), 'packages');
  mkdirSync(all, { recursive: true });
  const folder = join(all, `${stage}-${key.slice(0, 12)}`);
  return onceIn(folder, () => slsPackage({ stage, params }, folder));
};

/** The compiled template of a stage. */
export const packageStage = async (
  stage: string,
  params: Readonly<Record<string, string>> = {},
): Promise<Template> =>
  readTemplate(
    join(await packageFolder(stage, params), 'cloudformation-template-update-stack.json'),
  );

export const packageVariant = (name: VariantName): Promise<Template> => {
  const { stage, params } = getVariant(name);
  return packageStage(stage, params);
};
