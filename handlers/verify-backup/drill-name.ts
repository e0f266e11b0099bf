import { createHash } from 'node:crypto';

/** Who a drill is, from its execution: a step that is tried again is the same drill's. */
export type DrillFields = { readonly execution: string; readonly startedAt: string };

/** Such as 20261128-1f0c9a3b. */
export const buildDrillId = ({ execution, startedAt }: DrillFields): string => {
  const hash = createHash('sha256').update(execution).digest('hex');
  return `${startedAt.slice(0, 10).replaceAll('-', '')}-${hash.slice(0, 8)}`;
};

const prefixOf = (stackName: string): string => `${stackName}-drill-`;

/** The name of the copy that a drill makes. */
export const buildCopyName = (stackName: string, drillId: string): string =>
  `${prefixOf(stackName)}${drillId}`;

/** Tags of a copy: whose it is, which drill's, and since when. resources/iam-drill.yml asks for the first. */
export const copyTags = {
  stack: 'tidemarket:drill',
  id: 'tidemarket:drill-id',
  started: 'tidemarket:drill-started',
} as const;

export type NamedCopy = { readonly name: string; readonly tags: Readonly<Record<string, string>> };

/** Only what a drill of this stage has made has both the name and the tag, and may be deleted. */
export const isOurCopy = (stackName: string, { name, tags }: NamedCopy): boolean =>
  name.startsWith(prefixOf(stackName)) && tags[copyTags.stack] === stackName;
