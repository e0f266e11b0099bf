import { isDeepStrictEqual } from 'node:util';
import type { Artifact } from '../artifact/artifact.ts';
import type { StaticRetention } from '../deploy/static-retention.ts';
import { findMinInstances } from '../live/min-instances.ts';
import type { RollbackTriggers } from '../live/rollback-triggers.ts';
import { findTemplateArtifact } from '../live/template-artifact.ts';
import { logicalIds } from '../logical-ids.ts';
import type { Template } from '../osls.ts';

export type Plan = {
  readonly stage: string;
  readonly artifact: {
    readonly sha256: string;
    readonly tarballBytes: number;
    readonly liveSha256: string | null;
    readonly changed: boolean;
  };
  readonly instances: {
    readonly action: 'create' | 'replace' | 'keep';
    readonly live: number;
    readonly minInService: number | null;
    /** Why instances are replaced: what differs from the live template. */
    readonly because: readonly string[];
  };
  readonly staticFiles: {
    readonly total: number;
    readonly added: readonly string[];
    readonly expired: readonly string[];
    readonly expiring: readonly { readonly name: string; readonly removedFrom: string }[];
  };
  readonly migrations: { readonly hash: string; readonly changed: boolean };
  readonly rollbackAlarms: { readonly watched: number; readonly ringing: readonly string[] };
};

export type PlanFacts = {
  readonly stage: string;
  readonly artifact: Artifact;
  /** What would be deployed, live facts patched in. */
  readonly template: Template;
  readonly liveTemplate: Template | undefined;
  readonly liveInstances: number;
  readonly retention: (StaticRetention & { readonly present: ReadonlySet<string> }) | undefined;
  readonly triggers: RollbackTriggers;
};

const properties = (template: Template | undefined, logicalId: string) =>
  template?.Resources[logicalId]?.Properties ?? {};

/** Properties of the launch template's data, and of the group, whose change replaces instances. */
const findReplacements = (template: Template, live: Template): string[] => {
  const dataOf = (one: Template): Readonly<Record<string, unknown>> =>
    Object(properties(one, logicalIds.launchTemplate)['LaunchTemplateData']);
  const [data, liveData] = [dataOf(template), dataOf(live)];
  const [group, liveGroup] = [template, live].map((one) => properties(one, logicalIds.group));
  const differ = (a: unknown, b: unknown) => !isDeepStrictEqual(a, b);
  return [...new Set([...Object.keys(data), ...Object.keys(liveData)])]
    .filter((name) => differ(data[name], liveData[name]))
    .map((name) => `${logicalIds.launchTemplate}: ${name}`)
    .concat(
      ['VPCZoneIdentifier', 'MixedInstancesPolicy', 'LaunchTemplate']
        .filter((name) => differ(group?.[name], liveGroup?.[name]))
        .map((name) => `${logicalIds.group}: ${name}`),
    );
};

const hasMigrations = (template: Template | undefined, hash: string): boolean =>
  JSON.stringify(template?.Resources[logicalIds.migration] ?? {}).includes(hash);

/** What a deploy would do to the storefront. */
export const buildPlan = (facts: PlanFacts): Plan => {
  const { artifact, template, liveTemplate, liveInstances, retention, triggers } = facts;
  const liveSha256 = findTemplateArtifact(liveTemplate) ?? null;
  const because = liveTemplate ? findReplacements(template, liveTemplate) : [];
  const isThere = liveTemplate?.Resources[logicalIds.group] !== undefined;
  const names = [...artifact.staticFiles.keys()];
  return {
    stage: facts.stage,
    artifact: {
      sha256: artifact.sha256,
      tarballBytes: artifact.tarball.length,
      liveSha256,
      changed: artifact.sha256 !== liveSha256,
    },
    instances: {
      action: !isThere ? 'create' : because.length > 0 ? 'replace' : 'keep',
      live: liveInstances,
      minInService: findMinInstances(template) ?? null,
      because: isThere ? because : [],
    },
    staticFiles: {
      total: names.length,
      added: names.filter((name) => !retention?.present.has(name)).sort(),
      expired: retention?.expired ?? [],
      expiring: (retention?.expiring ?? []).map(({ name, removedFrom }) => ({
        name,
        removedFrom: removedFrom.toISOString(),
      })),
    },
    migrations: {
      hash: artifact.migrations.hash,
      changed: !hasMigrations(liveTemplate, artifact.migrations.hash),
    },
    rollbackAlarms: { watched: triggers.watched.length, ringing: triggers.ringing },
  };
};
