const transformations: Readonly<Record<string, (text: string) => string>> = {
  NONE: (text) => text,
  LOWERCASE: (text) => text.toLowerCase(),
  URL_DECODE: (text) =>
    text
      .replaceAll('+', ' ')
      .replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
        String.fromCharCode(Number.parseInt(hex, 16)),
      ),
};

/** A text after one of WAF's transformations. @throws for one that no rule of ours uses. */
export const transform = (type: string, text: string): string => {
  const known = transformations[type];
  if (!known) throw new Error(`the transformation ${type} is not modelled`);
  return known(text);
};
