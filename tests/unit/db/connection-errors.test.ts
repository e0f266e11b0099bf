import { describe, expect, it } from '@jest/globals';
import { toConnectError, toUnavailable } from '../../../storefront/db/mysql/connection-errors.ts';

const failure = (fields: Record<string, unknown>, message = 'failed') =>
  Object.assign(new Error(message), fields);

const tls = (message: string) => failure({ code: 'HANDSHAKE_SSL_ERROR', fatal: true }, message);

describe('a connection is out of use after', () => {
  it.each([
    ['read-only', failure({ errno: 1290 })],
    ['read-only', failure({ errno: 1836 })],
    ['access-denied', failure({ errno: 1045, fatal: true })],
    ['too-many-connections', failure({ errno: 1040, fatal: true })],
    ['lost', failure({ errno: 1053 })],
    ['lost', failure({ code: 'ECONNRESET', errno: -104 })],
    ['lost', failure({ code: 'PROTOCOL_CONNECTION_LOST', fatal: true })],
    ['lost', failure({ code: 'SOMETHING_NEW', fatal: true })],
    ['refused', failure({ code: 'ECONNREFUSED', errno: -111 })],
    ['no-answer', failure({ code: 'ETIMEDOUT' })],
    ['name-not-found', failure({ code: 'ENOTFOUND' })],
    ['no-tls', failure({ code: 'HANDSHAKE_NO_SSL_SUPPORT', fatal: true })],
    ['certificate-expired', tls('certificate has expired')],
    ['certificate-of-another-host', tls("Hostname/IP does not match certificate's altnames: x")],
    ['unknown-authority', tls('self-signed certificate in certificate chain')],
    ['unknown-authority', tls('unable to verify the first certificate')],
    ['failed', tls('wrong version number')],
  ])('%s: %s', (reason, error) => {
    expect(toUnavailable('writer', error)).toMatchObject({
      endpoint: 'writer',
      reason,
      cause: error,
    });
  });

  it.each([1062, 1213, 1205, 1146])('not after the error %i of a statement', (errno) => {
    expect(toUnavailable('writer', failure({ errno }))).toBeUndefined();
  });

  it('whatever has come between it and its being made', () => {
    expect(toConnectError('reader', failure({ errno: 1049 }, 'unknown database'))).toMatchObject({
      reason: 'failed',
      message: 'database reader: failed: unknown database',
    });
  });
});
