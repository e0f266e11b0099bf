import { listLaunchTemplateArtifacts } from './aws/launch-template-artifacts.ts';
import type { Context } from './context.ts';
import { findTemplateArtifact } from './live/template-artifact.ts';
import { logicalIds } from './logical-ids.ts';
import { shorten } from './plan/format-plan.ts';
import { listArtifacts } from './rollback/artifact-list.ts';
import { chooseArtifact } from './rollback/choose-artifact.ts';
import { formatList } from './rollback/format-list.ts';
import { rollBack } from './rollback/roll-back.ts';

export type RollbackOptions = {
  readonly to: string | undefined;
  readonly list: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
};

const readLive = async (context: Context) => {
  const [clients, stack] = await Promise.all([context.clients(), context.stack()]);
  const liveTemplate = await stack.findTemplate();
  const live = findTemplateArtifact(liveTemplate);
  if (!liveTemplate || !live)
    return context.fail(
      `The stack ${stack.name} has no storefront: deploy it first.`,
      'NOT_DEPLOYED',
    );
  const launchTemplateId = await stack.findPhysicalId(logicalIds.launchTemplate);
  const [stored, deployed] = await Promise.all([
    listArtifacts(clients.s3, { bucket: await context.deploymentBucket(), liveSha256: live }),
    launchTemplateId ? listLaunchTemplateArtifacts(clients.ec2, launchTemplateId) : [],
  ]);
  return { liveTemplate, live, stored, deployed };
};

/** `sls rollback-storefront` */
export const runRollback = async (context: Context, options: RollbackOptions): Promise<void> => {
  const { log, writeText } = context.terminal;
  const { liveTemplate, live, stored, deployed } = await readLive(context);
  if (options.list) {
    writeText(options.json ? JSON.stringify(stored, null, 2) : formatList(stored));
    return;
  }
  const choice = chooseArtifact({ stored, deployed, live, to: options.to });
  if ('problem' in choice) return context.fail(choice.problem, 'ROLLBACK_REFUSED');
  const { sha256, lastMigration } = choice.chosen;
  log.notice(
    [
      `Storefront of ${context.stage()}: from ${shorten(live)} back to ${shorten(sha256)}`,
      `The database stays as it is; that version knows migrations up to ${lastMigration ?? 'an unknown one'}.`,
    ].join('\n'),
  );
  if (!options.dryRun) await rollBack(context, { liveTemplate, sha256 });
  if (options.json)
    writeText(JSON.stringify({ from: live, to: sha256, dryRun: options.dryRun }, null, 2));
  else if (options.dryRun) log.notice('Nothing was changed: this was a dry run.');
  else log.notice('Done. The next sls deploy puts the working copy in its place again.');
};
