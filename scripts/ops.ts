import { OpsError, UsageError } from './ops/ops-error.ts';
import { runOps } from './ops/run-ops.ts';
import { StageError } from './stage/stage-error.ts';

try {
  await runOps(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof OpsError) && !(error instanceof StageError)) throw error;
  console.error(error.message);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
