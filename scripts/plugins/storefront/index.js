// What osls loads, on whatever Node it was started with. Plain JavaScript: an older Node, which
// cannot read TypeScript, starts the same command again on the Node this project needs.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

if (!process.features.typescript) {
  const launcher = fileURLToPath(new URL('../../launch.mjs', import.meta.url));
  const { status } = spawnSync(
    process.execPath,
    [launcher, 'node_modules/serverless/bin/serverless.js', ...process.argv.slice(2)],
    { stdio: 'inherit' },
  );
  process.exit(status ?? 1);
}

// Not a static import: that would be read before the check above.
export default createRequire(import.meta.url)('./plugin.ts').default;
