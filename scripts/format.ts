import { spawnSync } from 'node:child_process';
import { root, toolEnv } from './setup/run-checks.ts';

const biome = spawnSync('biome', ['check', '--write', ...process.argv.slice(2)], {
  cwd: root,
  env: toolEnv(),
  stdio: 'inherit',
});
process.exitCode = biome.status ?? 1;
