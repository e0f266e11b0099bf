import { describe, expect, it } from '@jest/globals';
import {
  buildRules,
  keepsRules,
} from '../../../../handlers/rotate-database-secret/account-rules.ts';

const limits = { max_questions: 0, max_updates: 0, max_connections: 0, max_user_connections: 0 };
const tlsOf = (row: Record<string, unknown>) =>
  /^require (.*?) with/.exec(buildRules(row).sql)?.[1];

describe("an account's rules", () => {
  it.each([
    ['ANY', 'ssl'],
    ['X509', 'x509'],
    ['', 'ssl'],
    ['SPECIFIED', 'ssl'],
  ])('never allow clear text: %s is copied as %s', (ssl_type, wanted) => {
    expect(tlsOf({ ...limits, ssl_type })).toBe(wanted);
  });

  it('keep what is asked of the connection and its certificate, by values', () => {
    const rules = buildRules({
      ...limits,
      ssl_type: 'SPECIFIED',
      ssl_cipher: "A'B",
      x509_issuer: '',
      x509_subject: '/CN=x',
      max_user_connections: 7,
    });

    expect(rules.sql).toContain('require cipher ? and subject ? with');
    expect(rules.values).toEqual(["A'B", '/CN=x', 0, 0, 0, 7]);
  });

  it.each([
    ['', false],
    ['ANY', true],
    ['X509', false],
  ])('that ask for any TLS are kept by an account with %j: %s', (ssl_type, isKept) => {
    const wanted = buildRules({ ...limits, ssl_type: 'ANY' });

    expect(keepsRules(buildRules({ ...limits, ssl_type }), wanted)).toBe(isKept);
  });

  it('unlock', () => {
    expect(buildRules(limits).sql).toMatch(/account unlock$/);
  });
});
