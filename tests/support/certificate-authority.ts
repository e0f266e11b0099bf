import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { bitString, der, objectId, sequence, utcTime, utf8String } from './der.ts';

export type CertificateOptions = {
  /** Names and addresses the certificate is good for; localhost and 127.0.0.1 unless told. */
  readonly hosts?: readonly string[];
  readonly validFrom?: Date;
  readonly validTo?: Date;
};

/** PEM texts of a server's certificate and its private key. */
export type ServerCertificate = { readonly certificate: string; readonly key: string };

export type CertificateAuthority = {
  /** PEM text of the authority's own certificate. */
  readonly certificate: string;
  readonly issue: (options?: CertificateOptions) => ServerCertificate;
};

const dayMs = 86_400_000;
const yesterday = () => new Date(Date.now() - dayMs);
const nextMonth = () => new Date(Date.now() + 30 * dayMs);

const critical = der(0x01, Buffer.of(0xff));
const yes = critical;
const ecdsaWithSha256 = sequence(objectId('1.2.840.10045.4.3.2'));

const newKey = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

const commonName = (name: string) =>
  sequence(der(0x31, sequence(objectId('2.5.4.3'), utf8String(name))));

const extension = (id: string, value: Uint8Array, ...flags: readonly Uint8Array[]) =>
  sequence(objectId(id), ...flags, der(0x04, value));

const authorityExtensions = [
  extension('2.5.29.19', sequence(yes), critical),
  // keyCertSign, the sixth bit
  extension('2.5.29.15', der(0x03, Buffer.of(2, 0b0000_0100)), critical),
];

const alternativeNames = (hosts: readonly string[]) =>
  extension(
    '2.5.29.17',
    sequence(
      ...hosts.map((host) =>
        isIP(host) === 4
          ? der(0x87, Buffer.from(host.split('.').map(Number)))
          : der(0x82, Buffer.from(host)),
      ),
    ),
  );

type Contents = {
  readonly issuer: string;
  readonly subject: string;
  readonly publicKey: KeyObject;
  readonly signedWith: KeyObject;
  readonly validFrom: Date;
  readonly validTo: Date;
  readonly extensions: readonly Uint8Array[];
};

const toPem = (contents: Contents): string => {
  const serial = randomBytes(16);
  // A serial number is positive, in the fewest bytes.
  serial[0] = 0x40 | ((serial[0] ?? 0) & 0x3f);
  const body = sequence(
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, serial),
    ecdsaWithSha256,
    commonName(contents.issuer),
    sequence(utcTime(contents.validFrom), utcTime(contents.validTo)),
    commonName(contents.subject),
    contents.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...contents.extensions)),
  );
  const signature = sign('sha256', body, contents.signedWith);
  const text = sequence(body, ecdsaWithSha256, bitString(signature)).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${text.replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
};

/** A new authority that nothing trusts until its certificate is handed over. */
export const createCertificateAuthority = (name = 'Test authority'): CertificateAuthority => {
  const authority = newKey();
  const from = { issuer: name, signedWith: authority.privateKey };
  return {
    certificate: toPem({
      ...from,
      subject: name,
      publicKey: authority.publicKey,
      validFrom: yesterday(),
      validTo: nextMonth(),
      extensions: authorityExtensions,
    }),
    issue: ({ hosts = ['localhost', '127.0.0.1'], validFrom, validTo } = {}) => {
      const server = newKey();
      const certificate = toPem({
        ...from,
        subject: hosts[0] ?? 'nobody',
        publicKey: server.publicKey,
        validFrom: validFrom ?? yesterday(),
        validTo: validTo ?? nextMonth(),
        extensions: [alternativeNames(hosts)],
      });
      return {
        certificate,
        key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
      };
    },
  };
};
