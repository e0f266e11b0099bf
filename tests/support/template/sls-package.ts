import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { copyProject } from './copy-project.ts';
import type { Variant } from './variants.ts';

const root = join(import.meta.dirname, '../../..');

// osls compiles its own modules and its schema of serverless.yml anew where it finds no cache: half
// of its time. Both caches go by content.
const caches = join(root, 'node_modules/.cache/packaging');

// A port where nobody listens: what asks the network fails at once.
const nowhere = 'http://127.0.0.1:9';

const environment = (): NodeJS.ProcessEnv => ({
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  HOME: join(caches, 'home'),
  NODE_COMPILE_CACHE: join(caches, 'modules'),
  HTTP_PROXY: nowhere,
  HTTPS_PROXY: nowhere,
  AWS_ENDPOINT_URL: nowhere,
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
  AWS_EC2_METADATA_DISABLED: 'true',
  NO_COLOR: '1',
});

/**
 * Runs the real `sls package` on a copy of the project, without credentials and network.
 * @returns the folder with the compiled templates and archives.
 * @throws with all that it printed.
 */
export const slsPackage = (
  { stage, params }: Omit<Variant, 'name'>,
  folder: string,
): Promise<string> => {
  const project = join(folder, 'project');
  const output = join(folder, 'package');
  copyProject(root, project);
  mkdirSync(join(caches, 'home'), { recursive: true });
  const args = [
    join(root, 'node_modules/serverless/bin/serverless.js'),
    'package',
    ...['--stage', stage, '--package', output],
    ...Object.entries(params).flatMap(([name, value]) => ['--param', `${name}=${value}`]),
  ];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { cwd: project, env: environment(), maxBuffer: 16 * 1024 * 1024 },
      (error, stdout, stderr) => {
        if (!error) resolve(output);
        else reject(new Error(`sls package --stage ${stage} failed\n${stdout}${stderr}`));
      },
    );
  });
};
