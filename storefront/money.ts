/** An amount in the currency's smallest unit, for example cents. Always a whole number. */
export type Minor = number;

const knownDigits = new Map<string, number>();

// Kept, since a formatter takes 15 microseconds to make and an import reads two amounts a row.
const fractionDigits = (currency: string): number => {
  const known = knownDigits.get(currency);
  if (known !== undefined) return known;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  knownDigits.set(currency, digits);
  return digits;
};

/**
 * Reads a decimal such as `24.9` as an amount of the currency, or undefined when it is none: not a
 * plain non-negative decimal, more decimals than the currency has, or beyond a safe integer.
 */
export const parseMinor = (text: string, currency: string): Minor | undefined => {
  const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(text);
  if (!match) return undefined;
  const digits = fractionDigits(currency);
  const fraction = (match[2] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const minor = Number(`${match[1]}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? minor : undefined;
};

/** The inverse of {@link parseMinor}: `2490` is `24.90`. */
export const toDecimal = (minor: Minor, currency: string): string => {
  const digits = fractionDigits(currency);
  const text = String(minor).padStart(digits + 1, '0');
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
};

/** A formatter for amounts of one currency as shoppers read them: `2490` is `$24.90`. */
export const moneyFormatter = (locale: string, currency: string): ((minor: Minor) => string) => {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency });
  return (minor) => format.format(toDecimal(minor, currency) as Intl.StringNumericLiteral);
};
