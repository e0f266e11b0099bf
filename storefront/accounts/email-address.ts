import { domainToASCII } from 'node:url';
import * as z from 'zod';

const maxLength = 254;

/** RFC 5321's limit for what stands before the @. */
const maxLocalBytes = 64;

/**
 * The one spelling under which an address is stored and compared, byte for byte: trimmed, NFC, lower
 * case, the domain in ASCII. Undefined for what is no address. Accents before the @ are kept:
 * `müller@` and `muller@` are two people.
 */
export const normaliseEmail = (text: string): string | undefined => {
  const address = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = address.lastIndexOf('@');
  if (at < 1) return undefined;
  const local = address.slice(0, at);
  const domain = domainToASCII(address.slice(at + 1));
  if (Buffer.byteLength(local) > maxLocalBytes) return undefined;
  if (
    !/^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(
      local,
    )
  ) {
    return undefined;
  }
  if (
    !/^(?=.{3,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(domain)
  ) {
    return undefined;
  }
  const normalised = `${local}@${domain}`;
  return normalised.length > maxLength ? undefined : normalised;
};

/** A form's e-mail field; its value is normalised, see {@link normaliseEmail}. */
export const emailField = z.string().transform((text, context) => {
  const email = text.length > 1_000 ? undefined : normaliseEmail(text);
  if (email) return email;
  context.addIssue({
    code: 'custom',
    message: 'Enter an e-mail address such as name@example.com.',
  });
  return z.NEVER;
});
