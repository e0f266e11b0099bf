import { randomBytes } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/** A new order's name: 128 random bits in base32, so that nobody can guess one. */
export const newOrderReference = (): string => {
  let bits = BigInt(`0x${randomBytes(16).toString('hex')}`) << 2n;
  let reference = '';
  for (let index = 0; index < 26; index += 1) {
    reference = `${alphabet[Number(bits & 31n)]}${reference}`;
    bits >>= 5n;
  }
  return reference;
};

export const isOrderReference = (text: string): boolean => /^[a-z2-7]{26}$/.test(text);

/** What shoppers call the order by: enough to tell one's own apart, too little to open it. */
export const shortReference = (reference: string): string => reference.slice(0, 8).toUpperCase();
