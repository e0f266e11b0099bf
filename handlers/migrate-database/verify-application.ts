import type { Limits } from '../shared/build-handler.ts';
import { checkApplication, isNotThereYet } from '../shared/check-application.ts';
import { type ApplicationSecret, type Server, serversOf } from '../shared/database-secrets.ts';
import { Failure } from '../shared/failure.ts';
import { isUnreachable, messageOf } from '../shared/mysql-errors.ts';
import type { Services } from './services.ts';

/** What was found out as the application: the cipher in use, or why nothing was. */
export type Checked = { readonly writer: string; readonly reader: string };

const readerWaitMs = 20_000;

const refused = (host: string, user: string, error: unknown) =>
  new Failure(
    'APPLICATION_CHECK_FAILED',
    `${user} cannot work on ${host}: ${messageOf(error)}`,
    'The schema and the users are in place; run the function by hand with {"dryRun":true} to see what differs.',
    error,
  );

const checkReader = async (
  reader: Server,
  secret: ApplicationSecret,
  { ca, sleep }: Services,
  { remainingMs }: Limits,
): Promise<string> => {
  const deadline = Date.now() + Math.min(readerWaitMs, remainingMs());
  for (;;) {
    try {
      return await checkApplication(reader, secret, ca);
    } catch (error) {
      if (isUnreachable(error)) return `not reachable: ${messageOf(error)}`;
      if (!isNotThereYet(error) || Date.now() > deadline) {
        throw refused(reader.host, secret.username, error);
      }
    }
    await sleep(1_000);
  }
};

/**
 * Proves that the application's user can work, over verified TLS, on the writer and on the reader.
 * @throws Failure APPLICATION_CHECK_FAILED; a reader that does not answer is only said.
 */
export const verifyApplication = async (
  secret: ApplicationSecret,
  services: Services,
  limits: Limits,
): Promise<Checked> => {
  const { writer, reader } = serversOf(secret);
  const cipher = await checkApplication(writer, secret, services.ca).catch((error) => {
    throw refused(writer.host, secret.username, error);
  });
  return {
    writer: cipher,
    reader: reader ? await checkReader(reader, secret, services, limits) : 'same as writer',
  };
};
