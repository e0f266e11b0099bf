/** Letters and digits alone, without case and accents: what two spellings of a word share. */
export const normaliseForComparison = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
