import { findArtifactIn } from '../artifact/artifact-key.ts';
import { logicalIds } from '../logical-ids.ts';
import type { Template } from '../osls.ts';

/** Hash of the artefact that a template's launch template names. */
export const findTemplateArtifact = (template: Template | undefined): string | undefined =>
  findArtifactIn(JSON.stringify(template?.Resources[logicalIds.launchTemplate] ?? {}));

/**
 * The template with another artefact in its launch template, and nothing else changed.
 * @throws when its launch template names none.
 */
export const replaceTemplateArtifact = (template: Template, sha256: string): Template => {
  const { launchTemplate } = logicalIds;
  const live = findTemplateArtifact(template);
  if (!live) throw new Error(`${launchTemplate} of the live stack names no artefact`);
  const patched = JSON.stringify(template.Resources[launchTemplate]).replaceAll(live, sha256);
  return {
    ...template,
    Resources: { ...template.Resources, [launchTemplate]: JSON.parse(patched) },
  };
};
