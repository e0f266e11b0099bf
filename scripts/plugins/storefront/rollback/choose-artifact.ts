import { shorten } from '../plan/format-plan.ts';
import type { ListedArtifact } from './artifact-list.ts';

type Choice = { readonly chosen: ListedArtifact } | { readonly problem: string };

const seeList = 'sls rollback-storefront --list shows what there is.';

const chooseByPrefix = (stored: readonly ListedArtifact[], prefix: string): Choice => {
  if (!/^[0-9a-f]{4,64}$/.test(prefix))
    return {
      problem: `--to takes the beginning of a hash, 4 characters or more, not "${prefix}".`,
    };
  const found = stored.filter(({ sha256 }) => sha256.startsWith(prefix));
  const [chosen] = found;
  if (!chosen) return { problem: `No artefact ${prefix}… is in the deployment bucket. ${seeList}` };
  if (found.length > 1)
    return {
      problem: `${prefix} is the beginning of ${found.length} artefacts: ${found.map(({ sha256 }) => sha256).join(', ')}. Give more of it.`,
    };
  return { chosen };
};

/**
 * The one that was deployed before the live one ever was: going back twice goes further back, not to
 * what was left the first time.
 */
const choosePrevious = (
  stored: readonly ListedArtifact[],
  deployed: readonly string[],
  live: string,
): Choice => {
  const chosen = deployed
    .slice(deployed.lastIndexOf(live) + 1)
    .map((sha256) => stored.find((one) => one.sha256 === sha256))
    .find((one) => one !== undefined);
  if (chosen) return { chosen };
  return {
    problem: `Nothing was deployed before ${shorten(live)} that is still there. ${seeList}`,
  };
};

/** Picks the artefact to go back to. `deployed`: hashes by launch template version, newest first. */
export const chooseArtifact = ({
  stored,
  deployed,
  live,
  to,
}: {
  stored: readonly ListedArtifact[];
  deployed: readonly string[];
  live: string;
  to: string | undefined;
}): Choice => {
  const choice =
    to === undefined ? choosePrevious(stored, deployed, live) : chooseByPrefix(stored, to);
  if ('chosen' in choice && choice.chosen.sha256 === live)
    return { problem: `${shorten(live)} is live already. ${seeList}` };
  return choice;
};
