import { asJson, asList } from '../../../../scripts/plugins/literal-template/json.ts';
import type { Template } from '../../../../scripts/plugins/literal-template/template.ts';
import type { Finding } from '../finding.ts';
import { rawReferences } from './lint-references.ts';

/** Resources that wait for each other in a circle: CloudFormation would create none of them. */
export const lintCycles = (template: Template): readonly Finding[] => {
  const edges = new Map(
    Object.entries(template.Resources).map(([id, resource]) => [
      id,
      [
        ...rawReferences(asJson(resource)).map(({ target }) => target),
        ...asList(resource.DependsOn).map(String),
      ],
    ]),
  );
  const done = new Set<string>();
  const findings: Finding[] = [];

  const follow = (id: string, trail: readonly string[]): void => {
    const start = trail.indexOf(id);
    if (start >= 0) {
      const circle = [...trail.slice(start), id].join(' -> ');
      findings.push({ id, path: '', message: `waits for itself: ${circle}` });
      return;
    }
    if (done.has(id)) return;
    for (const target of edges.get(id) ?? []) follow(target, [...trail, id]);
    done.add(id);
  };

  for (const id of edges.keys()) follow(id, []);
  return findings;
};
