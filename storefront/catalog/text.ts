/** The first characters of a text, none of them cut in half. */
const firstCharacters = (text: string, count: number): string =>
  text.length <= count ? text : Array.from(text).slice(0, count).join('');

/** The text without case and accents, by which titles sort alike on every database. */
export const toSortKey = (text: string): string =>
  firstCharacters(text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().trim(), 255);

/** `Crème & Co` is `creme-co`; empty when nothing of the text can stand in an address. */
export const toHandle = (text: string): string => {
  const words = toSortKey(text).match(/[\p{L}\p{N}]+/gu) ?? [];
  return firstCharacters(words.join('-'), 191).replace(/-$/, '');
};

/** Whether a text is a handle as the catalog keeps them: letters, digits, `-` and `_`. */
export const isHandle = (text: string): boolean => /^[\p{L}\p{N}\p{M}_-]{1,191}$/u.test(text);

/** InnoDB's default stop words: it never finds them, so they only count when nothing else is asked. */
const stopWords = new Set(
  'a about an are as at be by com de en for from how i in is it la of on or that the this to was what when where who will with und www'.split(
    ' ',
  ),
);

/** At most eight words of at most 40 letters and digits each, lower-case, without accents. */
export const toSearchWords = (text: string): readonly string[] => {
  const words = [...new Set(toSortKey(text).match(/[\p{L}\p{N}]{1,40}/gu) ?? [])];
  const telling = words.filter((word) => !stopWords.has(word));
  return (telling.length > 0 ? telling : words).slice(0, 8);
};
