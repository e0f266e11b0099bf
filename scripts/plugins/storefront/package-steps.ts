import { savePackagedArtifact } from './artifact/packaged-artifact.ts';
import type { Context } from './context.ts';
import { formatBytes } from './plan/format-bytes.ts';

/** Puts the artefact into the package; osls has emptied that folder just before. */
export const saveArtifact = async ({ artifact, serverless }: Context): Promise<void> =>
  savePackagedArtifact(serverless.serviceDir, await artifact());

/** Says what was packaged. */
export const reportArtifact = async ({ artifact, terminal }: Context): Promise<void> => {
  const { sha256, tarball, staticFiles, migrations } = await artifact();
  terminal.log.notice(
    [
      `Storefront ${sha256} (${formatBytes(tarball.length)}, ${staticFiles.size} static files)`,
      `Migrations ${migrations.hash} (${migrations.list.length}, the last is ${migrations.list.at(-1)?.name})`,
    ].join('\n'),
  );
};
