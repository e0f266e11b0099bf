import * as z from 'zod';
import type { Limits } from '../shared/build-handler.ts';
import { withMysql } from '../shared/connect-mysql.ts';
import { adminSecret } from '../shared/database-secrets.ts';
import type { Check, Checked } from '../shared/drill.ts';
import { Failure } from '../shared/failure.ts';
import { isAccessDenied, isUnreachable, messageOf } from '../shared/mysql-errors.ts';
import { watermark, watermarkKey } from '../shared/watermark/watermark.ts';
import { checkCopy, checkNames } from './check-copy.ts';
import type { CheckBackupEvent, DrillEvent } from './event.ts';
import type { Services } from './services.ts';

export type CheckBackupResult =
  | (Checked & { readonly outcome: 'checked' })
  | { readonly outcome: 'planned'; readonly checks: readonly string[] };

const copySecret = adminSecret.extend({
  host: z.string().min(1),
  port: z.coerce.number().int().min(1).max(65_535),
});

/** A new password takes its time; so does a copy that has just been made. */
const longestWaitMs = 180_000;
const pauseMs = 5_000;

const isTlsProblem = (error: unknown): boolean =>
  /HANDSHAKE_SSL|HANDSHAKE_NO_SSL|CERT|TLS|SELF_SIGNED|certificate/i.test(messageOf(error));

const refuse = (error: unknown): never => {
  if (isUnreachable(error)) {
    throw new Failure(
      'COPY_UNREACHABLE',
      `No connection to the restored copy, or it was lost: ${messageOf(error)}`,
      'See in the log of RDS what became of the copy, then start a drill again.',
      error,
    );
  }
  if (isAccessDenied(error)) {
    throw new Failure(
      'COPY_DENIED',
      `The restored copy does not take its new password: ${messageOf(error)}`,
      'Start a drill again. If it lasts, look whether the snapshot has the administrator of its secret.',
      error,
    );
  }
  throw error;
};

const tlsCheck = (error: unknown): Check => ({
  name: 'tls',
  ok: false,
  expected: 'encrypted, by a certificate for its name',
  found: messageOf(error),
});

/** Waits for the copy to let us in; then whatever goes wrong is the copy's. */
const waitForLogin = async (
  address: Parameters<typeof withMysql>[0],
  { sleep }: Services,
  { remainingMs, signal }: Limits,
): Promise<void> => {
  const deadline = Date.now() + Math.min(longestWaitMs, remainingMs() / 2);
  for (;;) {
    try {
      return await withMysql(address, async (connection) => void (await connection.ping()));
    } catch (error) {
      const mayPass = isAccessDenied(error) || isUnreachable(error);
      if (!mayPass || Date.now() > deadline || signal.aborted) throw error;
    }
    await sleep(pauseMs);
  }
};

const checkDrill = async (
  { begun, startedAt }: DrillEvent,
  services: Services,
  limits: Limits,
): Promise<Checked> => {
  const { config, secrets, table, ca, now } = services;
  const { snapshot, watermarkAt, isGiven } = begun;
  if (!snapshot) {
    throw new Failure(
      'DRILL_NOT_BEGUN',
      'There is no snapshot to check',
      'Start the state machine; this is a step of it.',
    );
  }
  const known = watermarkAt && (await table.find({ pk: watermarkKey, sk: watermarkAt }, watermark));
  const {
    username: user,
    password,
    host,
    port,
  } = await secrets.read(config.DRILL_SECRET_ID, copySecret);
  const address = { host, port, user, password, ca };
  try {
    await waitForLogin(address, services, limits);
  } catch (error) {
    if (!isTlsProblem(error)) return refuse(error);
    return { checks: [tlsCheck(error)], checkedAt: now().toISOString() };
  }
  const found = await withMysql(address, (connection) =>
    checkCopy({
      connection,
      database: config.DATABASE_NAME,
      snapshotAt: new Date(snapshot.createdAt),
      watermark: known || undefined,
      drillStartedAt: new Date(startedAt),
      isGiven,
    }),
  ).catch(refuse);
  return { ...found, checkedAt: now().toISOString() };
};

/**
 * Compares the restored copy with what its database held.
 * @throws Failure COPY_UNREACHABLE, COPY_DENIED, SECRET_INVALID, DRILL_NOT_BEGUN
 */
export const checkBackup = async (
  event: CheckBackupEvent,
  services: Services,
  limits: Limits,
): Promise<CheckBackupResult> =>
  event.dryRun
    ? { outcome: 'planned', checks: checkNames }
    : { outcome: 'checked', ...(await checkDrill(event, services, limits)) };
