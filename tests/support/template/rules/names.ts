import type { EvaluatedTemplate } from '../evaluate.ts';
import type { Finding } from '../finding.ts';
import { namesOf } from '../lint/lint-names.ts';

// What names another resource of the stack, such as a policy by its bucket, cannot clash.
const physicalNames = (template: EvaluatedTemplate): ReadonlyMap<string, Finding> => {
  const names = new Map<string, Finding>();
  for (const resource of template.resources.values()) {
    for (const { path, name } of namesOf(resource)) {
      if (name.includes('<')) continue;
      const key = `${resource.type} ${name}`;
      names.set(key, { id: resource.id, path: `Properties.${path}`, message: name });
    }
  }
  return names;
};

/** Names that two stacks of one account would both claim. */
export const findNameClashes = (
  one: EvaluatedTemplate,
  other: EvaluatedTemplate,
): readonly Finding[] => {
  const taken = physicalNames(other);
  return [...physicalNames(one)]
    .filter(([key]) => taken.has(key))
    .map(([, finding]) => ({ ...finding, message: `${finding.message} is another stack's too` }));
};
