import { normaliseForComparison } from './normalise-for-comparison.ts';

const minLength = 8;
const maxLength = 128;

/** What is left of a password beside well-known words must be this long at least. */
const minOwnLength = 5;

let common: Promise<ReadonlySet<string>> | undefined;

/** 49,000 leaked passwords; unpacked at first use, since most processes start without needing them. */
const loadCommon = (): Promise<ReadonlySet<string>> => {
  common ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common']),
  );
  return common;
};

const wordsOf = (texts: readonly string[]): readonly string[] =>
  texts
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map((text) => normaliseForComparison(text))
    .filter((word) => word.length >= 4)
    .sort((one, other) => other.length - one.length);

/**
 * Why a new password is not good enough, as text for its field; undefined when it is. By OWASP ASVS
 * 5.0, 6.2: length, leaked passwords and words of the context, and no rules of composition.
 * @param context the shop's name, the shopper's name and e-mail address.
 */
export const checkPassword = async (
  password: string,
  context: readonly string[],
): Promise<string | undefined> => {
  const length = [...password].length;
  if (length < minLength) return `Use at least ${minLength} characters.`;
  if (length > maxLength) return `Use at most ${maxLength} characters.`;
  const compared = normaliseForComparison(password);
  const leaked = await loadCommon();
  const decorated = length - [...compared].length <= 3;
  if (leaked.has(password.toLowerCase()) || (decorated && leaked.has(compared))) {
    return 'This password is known from leaks of other sites. Choose another one.';
  }
  const own = wordsOf(context).reduce((rest, word) => rest.replaceAll(word, ''), compared);
  if (own !== compared && own.length < minOwnLength) {
    return 'This is too close to your name, your e-mail address or the name of the shop.';
  }
  return undefined;
};
