import {
  asJson,
  isObject,
  type Json,
  walk,
} from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';

// EC2 refuses any other character, an apostrophe too.
const allowed = /^[a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]{0,255}$/;

const isSecurityGroup = (type: string): boolean => type.startsWith('AWS::EC2::SecurityGroup');

/** Descriptions of security groups and their rules: EC2 takes few characters. */
export const lintSecurityGroups = (template: Template): readonly Finding[] =>
  Object.entries(template.Resources)
    .filter(([, { Type }]) => isSecurityGroup(Type))
    .flatMap(([id, resource]) => {
      const findings: Finding[] = [];
      walk(asJson(resource), (value, path) => {
        if (!isObject(value)) return;
        for (const key of ['Description', 'GroupDescription']) {
          const text: Json | undefined = value[key];
          if (typeof text !== 'string' || allowed.test(text)) continue;
          findings.push({ id, path: `${path}.${key}`, message: `EC2 refuses this text: ${text}` });
        }
      });
      return findings;
    });
