import type { Limits } from '../shared/build-handler.ts';
import { checkApplication, isNotThereYet } from '../shared/check-application.ts';
import { type Server, serversOf } from '../shared/database-secrets.ts';
import { Failure } from '../shared/failure.ts';
import { isUnreachable, messageOf } from '../shared/mysql-errors.ts';
import type { RotatedSecret } from './rotated-secret.ts';
import type { Services } from './services.ts';

/** The ciphers that protect the user's connections; no reader where it is the writer. */
export type Ciphers = { readonly writer: string; readonly reader: string | undefined };

/** A user who is refused by the writer stays so; a connection may get lost. */
const writerWait = { ms: 10_000, forWhom: isUnreachable };
const readerWait = {
  ms: 30_000,
  forWhom: (error: unknown) => isUnreachable(error) || isNotThereYet(error),
};
const pauseMs = 1_000;

const check = async (
  server: Server,
  secret: RotatedSecret,
  { ca, sleep }: Pick<Services, 'ca' | 'sleep'>,
  { ms, forWhom }: typeof readerWait,
  remainingMs: number,
): Promise<string> => {
  for (const deadline = Date.now() + Math.min(ms, remainingMs); ; ) {
    try {
      return await checkApplication(server, secret, ca);
    } catch (error) {
      if (!forWhom(error) || Date.now() > deadline) {
        throw new Failure(
          'APPLICATION_CHECK_FAILED',
          `${secret.username} cannot work on ${server.host}:${server.port}: ${messageOf(error)}`,
          'The user in use stays in use. See why, then rotate again: the same version is tried.',
          error,
        );
      }
    }
    await sleep(pauseMs);
  }
};

/**
 * Proves that a version's user can work as the application does, over verified TLS, on the writer
 * and on the reader, which may be late.
 * @throws Failure APPLICATION_CHECK_FAILED
 */
export const verifyLogin = async (
  secret: RotatedSecret,
  services: Pick<Services, 'ca' | 'sleep'>,
  { remainingMs }: Limits,
): Promise<Ciphers> => {
  const { writer, reader } = serversOf(secret);
  return {
    writer: await check(writer, secret, services, writerWait, remainingMs()),
    reader: reader && (await check(reader, secret, services, readerWait, remainingMs())),
  };
};
