import { copyFileSync, mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { startLeashed } from '../../tests/support/leashed-process.ts';
import { copyProject } from '../../tests/support/template/copy-project.ts';
import { root } from '../setup/run-checks.ts';

const privateCa = 'resources/private-ca.pem';

/** What the stage has otherwise than dev: database and cache of production, and its own chat. */
const buildParams = (slackApiBase: string): readonly string[] =>
  Object.entries({
    databaseCaFile: privateCa,
    databaseShape: 'cluster',
    databaseClass: 'db.m6gd.large',
    databaseStorageGiB: '100',
    databaseIops: '3000',
    cache: 'valkey',
    // The newest that the emulated parameter store has.
    imageVersion: '84',
    slackApiBase,
  }).flatMap(([name, value]) => ['--param', `${name}=${value}`]);

export type DeployOptions = {
  /** Gets a copy of the project, which is deployed, and the home folder of who deploys. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly caFile: string;
  readonly slackApiBase: string;
};

/** Deploys the stage dev by the real `sls deploy`. @throws with all that it wrote when it fails. */
export const deployDev = async (
  { folder, env, caFile, slackApiBase }: DeployOptions,
  cleanUps: (() => unknown)[],
): Promise<void> => {
  const [project, home] = [join(folder, 'project'), join(folder, 'home')];
  copyProject(root, project);
  mkdirSync(home);
  copyFileSync(caFile, join(project, privateCa));
  const sls = startLeashed(
    [
      ...(['/bin/sh', '-c', 'cd "$0" && exec "$@"', project] as const),
      ...[process.execPath, join(root, 'node_modules/serverless/bin/serverless.js')],
      ...['deploy', '--stage', 'dev', ...buildParams(slackApiBase)],
    ],
    {
      env: {
        ...env,
        PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
        HOME: home,
        TMPDIR: folder,
        NO_COLOR: '1',
      },
    },
  );
  cleanUps.push(sls.stop);
  const code = await sls.exit;
  if (code !== 0) throw new Error(`sls deploy ended with ${code}:\n${sls.output()}`);
};
