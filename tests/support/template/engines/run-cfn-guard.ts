import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  asList,
  isObject,
  type Json,
  valueAt,
  walk,
} from '../../../../scripts/plugins/literal-template/json.ts';
import { readTemplate } from '../../../../scripts/plugins/literal-template/template.ts';
import { type EngineFinding, uniqueFindings } from './engine-finding.ts';

const home = dirname(
  createRequire(import.meta.url).resolve('@cdklabs/cdk-validator-cfnguard/package.json'),
);
const system = process.platform === 'darwin' ? 'macos' : 'ubuntu';
const processor = process.arch === 'arm64' ? 'aarch64' : 'x86_64';
const program = join(home, 'bin', system, processor, 'cfn-guard');
const controlTower = join(home, 'rules/control-tower/cfn-guard');

// Most rules are for services that a template does not use; leaving them out takes half of the time.
const rulesFor = (types: readonly string[]): readonly string[] =>
  globSync('**/*.guard', { cwd: controlTower })
    .map((file) => join(controlTower, file))
    .filter((file) => {
      const text = readFileSync(file, 'utf8');
      return types.some((type) => text.includes(type));
    });

/**
 * Checks a template in a file by the Control Tower rules of AWS, with the program that the package
 * brings. Its own plugin is not used: it loses the resource of a finding that is about two values.
 * Guard does not look through Fn::If: give it a template without conditions.
 */
export const runCfnGuard = (file: string): readonly EngineFinding[] => {
  const types = Object.values(readTemplate(file).Resources).map(({ Type }) => Type);
  const rules = rulesFor([...new Set(types)]).flatMap((rule) => ['--rules', rule]);
  const output = ['--output-format', 'json', '--show-summary', 'none', '--structured'];
  const { stdout, stderr, error } = spawnSync(
    program,
    ['validate', ...rules, '--data', file, ...output],
    { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  );
  if (error) throw error;
  if (!stdout.trim().startsWith('[')) throw new Error(`cfn-guard failed: ${stderr}`);
  const results: Json = JSON.parse(stdout);
  return uniqueFindings(
    asList(results).flatMap((result) => asList(valueAt(result, 'not_compliant')).flatMap(readRule)),
  );
};

const readRule = (entry: Json): readonly EngineFinding[] => {
  const rule = String(valueAt(entry, 'Rule.name'));
  const resources = new Set<string>();
  let message = '';
  walk(entry, (value) => {
    if (!isObject(value)) return;
    const custom = value['custom_message'];
    if (message === '' && typeof custom === 'string') message = firstLine(custom);
    const clause = value['Clause'];
    if (clause !== undefined) resources.add(resourceOf(clause));
  });
  // A clause that names no resource is a part of one that does.
  const named = [...resources].filter((resource) => resource !== '');
  return (named.length > 0 ? named : ['']).map((resource) => ({ rule, resource, message }));
};

const firstLine = (text: string): string => text.trim().split('\n')[0]?.trim() ?? '';

// The value that was looked at comes first, what it was compared with after it.
const resourceOf = (clause: Json): string => {
  let found = '';
  walk(clause, (value, path) => {
    if (found !== '' || typeof value !== 'string' || !/\bpath$/.test(path)) return;
    found = /^\/Resources\/([^/]+)/.exec(value)?.[1] ?? '';
  });
  return found;
};
