import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { packageFolder } from '../../support/template/package-stage.ts';

/** Largest archives, in kilobytes: with mysql2 inside and without. */
const withDatabase = 600;
const without = 150;
/** What reads CSV files and cleans descriptions comes on top. */
const withImport = 700;

it.each([
  ['alarmRounds', without],
  ['alarmToSlack', without],
  ['applyAccountSettings', without],
  ['drainInstance', without],
  ['eveningScaleUp', without],
  ['failOverDatabase', without],
  ['invalidateEdge', without],
  ['replaceFleet', without],
  ['importCatalog', withImport],
  ['migrateDatabase', withDatabase],
  ['pruneExpired', withDatabase],
  ['reconcileOrders', withDatabase],
  ['reportDatabase', withDatabase],
  ['rotateDatabaseSecret', withDatabase],
  ['recordWatermark', withDatabase],
  ['checkBackup', withDatabase],
  ['verifyBackup', without],
])('the archive of %s has at most %i kB', async (name, most) => {
  const folder = await packageFolder('dev');

  const { size } = statSync(join(folder, `${name}.zip`));

  expect(size / 1_000).toBeGreaterThan(10);
  expect(size / 1_000).toBeLessThanOrEqual(most);
});
