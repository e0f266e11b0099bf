import { operation as alarmRounds } from '../../handlers/alarm-rounds/operation.ts';
import { operation as drainInstance } from '../../handlers/drain-instance/operation.ts';
import { operation as eveningScaleUp } from '../../handlers/evening-scale-up/operation.ts';
import { operation as failOverDatabase } from '../../handlers/fail-over-database/operation.ts';
import { operation as importCatalog } from '../../handlers/import-catalog/operation.ts';
import { operation as invalidateEdge } from '../../handlers/invalidate-edge/operation.ts';
import { operation as migrateDatabase } from '../../handlers/migrate-database/operation.ts';
import { operation as pruneExpired } from '../../handlers/prune-expired/operation.ts';
import { operation as reconcileOrders } from '../../handlers/reconcile-orders/operation.ts';
import { operation as replaceFleet } from '../../handlers/replace-fleet/operation.ts';
import { operation as reportDatabase } from '../../handlers/report-database/operation.ts';
import { operation as rotateDatabaseSecret } from '../../handlers/rotate-database-secret/operation.ts';
import type { Operation } from '../../handlers/shared/operation.ts';
import { operation as verifyBackup } from '../../handlers/verify-backup/operation.ts';

/** Everything that people invoke: what looks first, then what changes something. */
export const operations: readonly Operation[] = [
  reportDatabase,
  reconcileOrders,
  verifyBackup,
  rotateDatabaseSecret,
  migrateDatabase,
  pruneExpired,
  importCatalog,
  failOverDatabase,
  replaceFleet,
  drainInstance,
  invalidateEdge,
  eveningScaleUp,
  alarmRounds,
];
