import { readIntrinsic } from '../../../../scripts/plugins/literal-template/intrinsic.ts';
import { asJson, type Json, walk } from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';
import { resolve } from '../resolve.ts';

// The AWS limits are 1 MB and 500 resources; ours leaves room to grow.
const maxTemplateBytes = 1_000_000;
const maxResources = 400;
const maxOutputs = 200;
const maxUserDataBytes = 16 * 1024;

/** Limits of the service on what a template may hold. */
export const lintSizes = (template: Template): readonly Finding[] => {
  const bytes = Buffer.byteLength(JSON.stringify(template));
  const resources = Object.keys(template.Resources).length;
  const outputs = Object.keys(template.Outputs).length;
  const over = (path: string, count: number, limit: number): readonly Finding[] =>
    count > limit ? [{ id: 'Template', path, message: `${count} is over ${limit}` }] : [];
  return [
    ...over('bytes', bytes, maxTemplateBytes),
    ...over('Resources', resources, maxResources),
    ...over('Outputs', outputs, maxOutputs),
    ...Object.entries(template.Resources).flatMap(([id, resource]) =>
      lintUserData(template, id, asJson(resource)),
    ),
  ];
};

const lintUserData = (template: Template, id: string, resource: Json): readonly Finding[] => {
  const findings: Finding[] = [];
  walk(resource, (value, path) => {
    if (!path.endsWith('UserData') || readIntrinsic(value)?.name !== 'Fn::Base64') return;
    const bytes = Buffer.byteLength(plainText(template, value));
    if (bytes > maxUserDataBytes) {
      findings.push({ id, path, message: `${bytes} bytes are over ${maxUserDataBytes}` });
    }
  });
  return findings;
};

// About the length of what it will be: a name stands for a value that only exists once deployed.
const plainText = (template: Template, value: Json): string =>
  String(
    resolve(
      {
        template,
        lookUp: () => undefined,
        conditions: new Map(Object.keys(template.Conditions).map((name) => [name, true])),
        zones: [],
        onReference: () => undefined,
      },
      value,
      'UserData',
    ),
  );
